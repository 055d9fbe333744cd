import { SIGNING_IN, WITH_TOKEN } from './command-groups.ts';
import type { FlagGroup } from './flag.ts';

/** Which server, and who asks it. */
export const SERVER_FLAGS: FlagGroup = {
	title: 'Server and sign-in',
	commands: [...SIGNING_IN, 'logout'],
	flags: [
		{
			name: 'url',
			kind: 'text',
			value: 'URL',
			help: 'the server; https where no scheme is given, http only to loopback',
			environment: ['CCKM_TOP_URL', 'CIPHERTRUST_ADDRESS', 'CIPHERTRUST_URL', 'KSCTL_URL', 'CM_ADDRESS', 'CM_BASE'],
		},
		{
			name: 'user',
			kind: 'text',
			value: 'NAME',
			help: 'who signs in',
			environment: ['CCKM_TOP_USERNAME', 'CIPHERTRUST_USERNAME', 'CIPHERTRUST_USER', 'KSCTL_USERNAME', 'CM_USERNAME'],
		},
		{
			name: 'password-file',
			kind: 'text',
			value: 'PATH',
			help: 'a file with the password, readable by its owner only; there is no flag for the password itself',
			commands: SIGNING_IN,
		},
		{
			name: 'password-command',
			kind: 'text',
			value: 'CMD',
			help: 'a program that prints the password within 10s; run without a shell',
			commands: SIGNING_IN,
		},
		{
			name: 'token-file',
			kind: 'text',
			value: 'PATH',
			help: 'a file with a ready bearer token, read again when it changes and after a 401',
			commands: WITH_TOKEN,
		},
		{
			name: 'domain',
			kind: 'text',
			value: 'NAME',
			help: 'the domain to look at (default: root)',
			environment: ['CCKM_TOP_DOMAIN', 'CIPHERTRUST_DOMAIN', 'KSCTL_DOMAIN', 'CM_DOMAIN'],
		},
		{
			name: 'auth-domain',
			kind: 'text',
			value: 'NAME',
			help: 'the domain where the user lives (default: root)',
			environment: ['CCKM_TOP_AUTH_DOMAIN', 'CIPHERTRUST_AUTH_DOMAIN', 'KSCTL_AUTH_DOMAIN', 'CM_AUTH_DOMAIN'],
		},
		{
			name: 'tenant',
			kind: 'text',
			value: 'NAME',
			help: 'the tenant, on the hosted service',
			environment: ['CCKM_TOP_TENANT', 'CIPHERTRUST_TENANT'],
		},
		{
			name: 'connection',
			kind: 'text',
			value: 'NAME',
			help: 'the identity provider of the user (default: local accounts)',
			environment: ['CCKM_TOP_CONNECTION', 'CM_CONNECTION'],
		},
		{
			name: 'ca-file',
			kind: 'text',
			value: 'PATH',
			help: "PEM certificates to trust beside the system's: a path, or the PEM itself",
			environment: ['CCKM_TOP_CA_FILE', 'CIPHERTRUST_CA_CERT', 'CM_CA_BUNDLE'],
		},
		{
			name: 'pin-sha256',
			kind: 'text',
			value: 'HEX',
			help: "trust the server by its own certificate's SHA-256 fingerprint and nothing else; several with commas",
			environment: ['CCKM_TOP_PIN_SHA256'],
		},
		{
			name: 'server-name',
			kind: 'text',
			value: 'NAME',
			help: 'the name that the certificate is checked for, where it is not that of the URL',
		},
		{
			name: 'cert',
			kind: 'text',
			value: 'PATH',
			help: 'the client certificate to show to a server that asks for one, in PEM; goes with --key',
		},
		{
			name: 'key',
			kind: 'text',
			value: 'PATH',
			help: 'its private key in PEM, readable by its owner only; a passphrase comes from CCKM_TOP_KEY_PASSPHRASE or is asked for',
		},
		{
			name: 'insecure',
			kind: 'switch',
			help: 'do not check the certificate: a banner stays on the screen for as long as it runs',
			environment: ['CIPHERTRUST_NOSSLVERIFY', 'NO_SSL_VERIFY', 'KSCTL_NOSSLVERIFY'],
		},
		{
			name: 'demo',
			kind: 'optional-text',
			value: 'SCENARIO',
			help: 'the embedded simulator instead of a server; credentials in the environment are not read',
			commands: WITH_TOKEN,
		},
		{ name: 'timeout', kind: 'text', value: 'TIME', help: "a request's deadline (default: 10s)" },
	],
};
