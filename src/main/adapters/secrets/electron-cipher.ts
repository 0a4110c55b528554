import { safeStorage } from 'electron'
import type { Cipher } from './encrypted-secret-store'

const IN_MEMORY = 'Tokens are kept in memory until the assistant ends.'

// Electron 46 drops the blocking calls, Electron 33 (the test runtime) has only them.
const isAsync = () => typeof safeStorage.encryptStringAsync === 'function'

async function hasKey(): Promise<boolean> {
  return isAsync() ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
}

/** Encryption by the key store of the operating system. Only after `app` is ready. */
export function createElectronCipher(): Cipher {
  return {
    async availability() {
      if (!(await hasKey())) return { available: false, reason: `This computer offers no key store to encrypt tokens with. ${IN_MEMORY}` }
      // On Linux, `basic_text` encrypts with a password that is in Chromium's source code: that is not keeping a secret.
      const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : undefined
      if (backend === 'basic_text' || backend === 'unknown') return { available: false, reason: `No key ring (GNOME or KDE) is running here to encrypt tokens with. ${IN_MEMORY}` }
      return { available: true, reason: 'Tokens can be encrypted by the key store of this computer.' }
    },
    encrypt: async (text) => (isAsync() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)),
    async decrypt(encrypted) {
      if (!isAsync()) return { text: safeStorage.decryptString(encrypted), again: false }
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted)
      return { text: result, again: shouldReEncrypt }
    },
  }
}
