import { z } from 'zod'

// zod would try `new Function`, which the content security policy refuses. Must run before any schema is made.
z.config({ jitless: true })
