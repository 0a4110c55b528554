import type { SignInRole } from '#shared/discovery/discovery'
import type { ProfileView, TokenState } from '#shared/profile/profile'

/** What is known of the token that a connection signs in with in this role; absent: it has none. */
export const tokenOf = (view: ProfileView | undefined, role: SignInRole): TokenState | undefined =>
  view?.tokens.find((token) => token.role === role && token.keeping !== 'none')

/** The connection with what became of one of its tokens. */
export const withToken = (view: ProfileView | undefined, token: TokenState): ProfileView | undefined =>
  view && { ...view, tokens: [...view.tokens.filter((one) => one.role !== token.role), token] }
