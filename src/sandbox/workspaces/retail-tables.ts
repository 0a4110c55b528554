import type { Table } from '../state/model'
import { columns } from './columns'

/** A table or view of the sample: its name, its columns, and for a view its query. */
interface Spec {
  name: string
  columns: string
  view?: string
  rows?: number
  kind?: Table['kind']
  comment?: string
}
const one = (name: string, text: string, more: Partial<Spec> = {}): Spec => ({ name, columns: text, ...more })
const many = (names: readonly string[], text: string, more: Partial<Spec> = {}): Spec[] => names.map((name) => one(name, text, more))
const months = (prefix: string, year: number): string[] => Array.from({ length: 12 }, (_none, index) => `${prefix}_${String(year)}_${String(index + 1).padStart(2, '0')}`)

const CUSTOMER = 'customer_id bigint!, identity string!, first_name string, last_name string, email string, phone string, city string, country string, date_of_birth date, marketing_consent boolean, created_at timestamp!, updated_at timestamp!'
const ORDER = 'order_id bigint!, customer_id bigint!, status string, amount decimal(12,2), currency string, items_count int, ordered_at timestamp!'
const EVENT = 'event_id bigint!, identity string!, event_name string!, event_ts timestamp!, properties map<string,string>, source string'
const CODE = 'code string!, name string, active boolean'

/** Schema -> tables, catalog by catalog. Views name their tables in full. */
export const retailTables: Readonly<Record<string, Readonly<Record<string, Spec[]>>>> = {
  retail: {
    customer_data: [
      one('customers', CUSTOMER, { rows: 120, comment: 'One row per customer; identity is the id that CleverTap profiles use.' }),
      one('orders', ORDER, { rows: 300 }),
      one('order_items', 'order_id bigint!, line int!, sku string!, quantity int, unit_price decimal(10,2), discount decimal(5,2)', { rows: 400 }),
      one('events', EVENT, { rows: 500, comment: 'What customers did, with the time it happened.' }),
      one('products', 'sku string!, product_name string, category string, price decimal(10,2), dimensions struct<width:double,height:double,depth:double>, tags array<string>', { rows: 80 }),
      one('addresses', 'address_id bigint!, customer_id bigint!, address struct<street:string,city:string,zip:string,country:string>, valid_from date, valid_to date'),
      one('devices', 'device_id string!, customer_id bigint, platform string, push_token binary, last_seen_at timestamp', { rows: 60 }),
      one('consents', 'customer_id bigint!, channel string!, granted boolean, granted_at timestamp_ntz'),
      one('loyalty_accounts', 'account_id bigint!, customer_id bigint!, points int, tier string, multiplier float'),
      one('subscriptions', 'subscription_id bigint!, customer_id bigint!, plan_code string, price decimal(8,2), renewed_at timestamp, cancelled_at timestamp'),
      ...many(['stores', 'store_staff', 'couriers', 'suppliers'], 'id int!, name string!, city string, country string, opened date'),
      ...many(['countries', 'currencies', 'order_status', 'channels', 'loyalty_tiers'], CODE, { rows: 8 }),
      one('support_tickets', 'ticket_id bigint!, customer_id bigint, status string, messages array<struct<at:timestamp,author_name:string,body:string>>, rating tinyint'),
      one('gift_cards', 'card_code string!, balance decimal(8,2), expires date'),
      one('wish-lists', 'customer_id bigint!, sku string!, added_at timestamp', { comment: 'A hyphen in the name: it must be quoted.' }),
      one('select', 'id int!, name string', { rows: 5, comment: 'A keyword as a name: it must be quoted.' }),
      one('2026_launch', 'sku string!, launch_date date, target_count smallint', { rows: 12 }),
      one('größen', 'code string!, name string, größe int', { rows: 10 }),
      one('back`tick', 'id int!, `odd` string', { rows: 3 }),
      one('profiles', 'identity string, email string, full_name string, orders_count bigint, lifetime_value decimal(38,2), last_order_at timestamp', {
        kind: 'VIEW',
        comment: 'One row per customer, ready for CleverTap profiles.',
        view: 'SELECT c.identity, c.email, concat(c.first_name, \' \', c.last_name) AS full_name, count(o.order_id) AS orders_count, sum(o.amount) AS lifetime_value, max(o.ordered_at) AS last_order_at FROM retail.customer_data.customers c LEFT JOIN retail.customer_data.orders o ON o.customer_id = c.customer_id GROUP BY c.identity, c.email, c.first_name, c.last_name',
      }),
      one('recent_orders', ORDER, { kind: 'VIEW', view: "SELECT * FROM retail.customer_data.orders WHERE ordered_at >= timestamp'2026-01-01 00:00:00'" }),
      one('net_sales', 'sale_date date, country string, net decimal(38,2)', {
        kind: 'VIEW',
        comment: 'Reads from retail.sales, which the importer may not: a view runs with the rights of its owner.',
        view: 'SELECT to_date(s.sold_at) AS sale_date, s.country, sum(s.net_amount) AS net FROM retail.sales.ledger s GROUP BY to_date(s.sold_at), s.country',
      }),
      one('daily_activity', 'day date, event_name string, events bigint', { kind: 'MATERIALIZED_VIEW', rows: 40 }),
    ],
    sales: [
      one('ledger', 'entry_id bigint!, sold_at timestamp!, country string, store_id int, net_amount decimal(12,2), tax_amount decimal(12,2)', { rows: 200 }),
      ...many(months('ledger', 2025), 'entry_id bigint!, sold_at timestamp!, net_amount decimal(12,2)'),
      ...many(['returns', 'refunds', 'invoices', 'payments', 'chargebacks'], 'id bigint!, order_id bigint!, amount decimal(12,2), booked_on date, status string'),
      ...many(['tax_rates', 'price_lists', 'discount_codes'], CODE),
      one('forecast', 'week date!, sku string!, expected double, low double, high double'),
      one('top_products', 'sku string, revenue decimal(38,2)', { kind: 'VIEW', view: 'SELECT sku, sum(quantity * unit_price) AS revenue FROM retail.customer_data.order_items GROUP BY sku' }),
    ],
    'web-events': [
      ...many(months('events', 2026), EVENT, { rows: 40 }),
      ...many(['page_views', 'searches', 'carts', 'checkouts', 'app_launches', 'push_clicks'], EVENT, { rows: 60 }),
      one('sessions', 'session_id string!, identity string, started_at timestamp!, ended_at timestamp, pages int, is_bot boolean', { rows: 90 }),
      one('raw', 'received_at timestamp!, body variant, headers map<string,string>', { kind: 'STREAMING_TABLE' }),
    ],
    order: [
      one('order', 'id bigint!, group string, from timestamp, to timestamp', { comment: 'Keywords wherever one can put them.' }),
      one('group', 'id int!, name string'),
      one('123_start', 'id int!, value double'),
    ],
    landing: [],
    restricted: [
      one('salaries', 'employee_id int!, name string, salary decimal(10,2), iban string'),
      one('card_numbers', 'customer_id bigint!, card_token binary, expires date'),
      one('fraud_scores', 'customer_id bigint!, score double, scored_at timestamp'),
    ],
    default: [one('scratch', 'id int, note string', { rows: 0 })],
  },
  'marketing-eu': {
    default: [],
    campaigns: [
      ...many(['campaigns', 'audiences', 'creatives', 'budgets'], 'id int!, name string!, channel string, starts date, ends date, budget decimal(10,2)'),
      ...many(months('sends', 2026), 'send_id bigint!, campaign_id int!, identity string, sent_at timestamp, opened boolean, clicked boolean'),
      one('reach', 'campaign_id int, sends bigint', { kind: 'VIEW', view: 'SELECT campaign_id, count(*) AS sends FROM `marketing-eu`.campaigns.sends_2026_01 GROUP BY campaign_id' }),
    ],
    'we`ird': [one('ein-name', 'schlüssel string!, `wert` double'), one('プロフィール', 'identity string!, email string')],
  },
  workspace: { default: [one('notes', 'id int!, note string')] },
  finance: { ledger: many(['journal', 'accounts', 'cost_centres'], 'id bigint!, name string, amount decimal(14,2), booked_on date') },
  samples: {
    nyctaxi: [one('trips', 'tpep_pickup_datetime timestamp, tpep_dropoff_datetime timestamp, trip_distance double, fare_amount double, pickup_zip int, dropoff_zip int', { rows: 150 })],
    bakehouse: [
      one('sales_customers', 'customerID bigint, first_name string, last_name string, email_address string, city string, country string'),
      one('sales_franchises', 'franchiseID bigint, name string, city string, country string, supplierID bigint'),
      one('sales_transactions', 'transactionID bigint, customerID bigint, franchiseID bigint, dateTime timestamp, product string, quantity bigint, unitPrice bigint, totalPrice bigint'),
    ],
    tpch: [
      one('customer', 'c_custkey bigint, c_name string, c_address string, c_nationkey bigint, c_phone string, c_acctbal decimal(18,2), c_mktsegment string'),
      one('orders', 'o_orderkey bigint, o_custkey bigint, o_orderstatus string, o_totalprice decimal(18,2), o_orderdate date'),
      one('nation', 'n_nationkey bigint, n_name string, n_regionkey bigint'),
    ],
  },
  system: {
    access: [
      one('audit', 'event_time timestamp, workspace_id bigint, user_identity struct<email:string>, service_name string, action_name string, request_params map<string,string>'),
      one('table_lineage', 'event_time timestamp, source_table_full_name string, target_table_full_name string'),
    ],
    billing: [one('usage', 'record_id string, workspace_id string, sku_name string, usage_date date, usage_quantity decimal(38,18)')],
    query: [one('history', 'statement_id string, executed_by string, statement_text string, start_time timestamp, total_duration_ms bigint')],
  },
}

/** The tables as the state holds them. */
export function buildTables(ownerOf: (catalog: string, schema: string) => string, createdAt: number): Table[] {
  return Object.entries(retailTables).flatMap(([catalog, schemas]) =>
    Object.entries(schemas).flatMap(([schema, specs]) =>
      specs.map((spec): Table => {
        const owner = ownerOf(catalog, schema)
        return {
          catalog, schema, name: spec.name, owner,
          kind: spec.kind ?? 'MANAGED',
          format: spec.view === undefined ? 'DELTA' : 'UNKNOWN',
          columns: columns(spec.columns.replaceAll('`', '')),
          viewText: spec.view,
          rowCount: spec.view === undefined ? spec.rows : undefined,
          comment: spec.comment,
          createdAt,
          createdBy: owner,
        }
      }),
    ),
  )
}
