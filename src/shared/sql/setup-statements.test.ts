import { describe, expect, it } from 'vitest'
import { quotePath } from './identifiers'
import { createCatalog, createSchema, createView, dropCatalog, dropSchema, dropView, grantAround, revokeAround, showCatalogsLike, viewDefinition } from './setup-statements'

describe('statements of a setup', () => {
  it('create what may be there, with every name quoted', () => {
    expect(createCatalog('a`b')).toBe('CREATE CATALOG IF NOT EXISTS `a``b`')
    expect(createCatalog('c', { managedLocation: 's3://b/p', comment: "it's" })).toBe("CREATE CATALOG IF NOT EXISTS `c` MANAGED LOCATION 's3://b/p' COMMENT 'it\\'s'")
    expect(createSchema('c', 's-1')).toBe('CREATE SCHEMA IF NOT EXISTS `c`.`s-1`')
  })

  it('make a view over chosen columns, or all', () => {
    const [view, from] = [{ catalog: 'c', schema: 's', table: 'v' }, { catalog: 'a', schema: 'b', table: 't' }]
    expect(createView(view, from, ['id', 'e mail'])).toBe('CREATE VIEW IF NOT EXISTS `c`.`s`.`v` AS SELECT `id`, `e mail` FROM `a`.`b`.`t`')
    expect(createView(view, from)).toBe('CREATE VIEW IF NOT EXISTS `c`.`s`.`v` AS SELECT * FROM `a`.`b`.`t`')
    expect(viewDefinition(from)).toBe('SELECT * FROM `a`.`b`.`t`')
  })

  it('drop only what is empty', () => {
    expect(dropCatalog('c')).toBe('DROP CATALOG IF EXISTS `c` RESTRICT')
    expect(dropSchema('c', 's')).toBe('DROP SCHEMA IF EXISTS `c`.`s` RESTRICT')
    expect(dropView({ catalog: 'c', schema: 's', table: 'v' })).toBe('DROP VIEW IF EXISTS `c`.`s`.`v`')
  })

  it('narrow a list only by names that mean themselves in a pattern', () => {
    expect(showCatalogsLike('clevertap_catalog')).toBe("SHOW CATALOGS LIKE 'clevertap_catalog'")
    expect(showCatalogsLike('a|b*')).toBe('SHOW CATALOGS')
  })

  it('leave the principal to be filled in between backticks', () => {
    const written = ({ before, between }: { before: string; between: string }) => `${before}${quotePath('c', 's')}${between}p\``
    expect(written(grantAround('SELECT', 'SCHEMA'))).toBe('GRANT SELECT ON SCHEMA `c`.`s` TO `p`')
    expect(written(revokeAround('SELECT', 'SCHEMA'))).toBe('REVOKE SELECT ON SCHEMA `c`.`s` FROM `p`')
  })
})
