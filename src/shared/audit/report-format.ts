import { z } from 'zod'

export const REPORT_FORMATS = ['json', 'html', 'md', 'csv', 'sarif'] as const
export const ReportFormat = z.enum(REPORT_FORMATS)
export type ReportFormat = z.infer<typeof ReportFormat>
