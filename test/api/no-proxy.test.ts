import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExempt, isLoopback } from '../../source/api/no-proxy.ts';

const cases: readonly [noProxy: string, host: string, exempt: boolean][] = [
	['', 'cm.example.com', false],
	['*', 'cm.example.com', true],
	['other.example.com, *', '10.0.0.1', true],
	['cm.example.com', 'cm.example.com', true],
	['CM.Example.COM', 'cm.example.com.', true],
	['example.com', 'cm.example.com', true],
	['example.com', 'badexample.com', false],
	['m.example.com', 'cm.example.com', false],
	['.example.com', 'cm.example.com', true],
	['.example.com', 'a.b.example.com', true],
	['.example.com', 'example.com', false],
	['*.example.com', 'cm.example.com', true],
	['*.example.com', 'example.com', false],
	['a,b  cm.example.com\t,c', 'cm.example.com', true],
	['cm.example.com:8443', 'cm.example.com', true],
	['cm.example.com:443', 'cm.example.com', false],
	['example.com:8443', 'cm.example.com', true],
	['10.1.2.3', '10.1.2.3', true],
	['10.1.2.3', '10.1.2.30', false],
	['10.1.2.3:8443', '10.1.2.3', true],
	['10.1.2.3:443', '10.1.2.3', false],
	['10.0.0.0/8', '10.1.2.3', true],
	['10.0.0.0/16', '10.1.2.3', false],
	['10.0.0.0/33', '10.1.2.3', false],
	['10.0.0.0/8', 'cm.example.com', false],
	['0.0.0.0/0', '10.1.2.3', true],
	['::1', '2001:db8::1', false],
	['2001:DB8:0:0::1', '2001:db8::1', true],
	['[2001:db8::1]', '2001:db8::1', true],
	['[2001:db8::1]:8443', '2001:db8::1', true],
	['[2001:db8::1]:443', '2001:db8::1', false],
	['2001:db8::/32', '2001:db8:7::1', true],
	['2001:db8::/32', '10.1.2.3', false],
	['2001:db8::/129', '2001:db8::1', false],
	['10.0.0.0/8', '2001:db8::1', false],
	['nonsense/8,/,:,.,[', '10.1.2.3', false],
	['nonsense/8,/,:,.,[', 'cm.example.com', false],
];

for (const [noProxy, host, exempt] of cases) {
	test(`T15 NO_PROXY=${noProxy} ${exempt ? 'exempts' : 'does not exempt'} ${host}:8443`, () => {
		assert.equal(isExempt(noProxy, host, 8443), exempt);
	});
}

test('T15 this machine is told by all its names', () => {
	for (const host of ['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1']) {
		assert.ok(isLoopback(host), host);
	}
	for (const host of ['localhost.example.com', '127.0.0.1.example.com', '128.0.0.1', '::2', 'cm.test']) {
		assert.ok(!isLoopback(host), host);
	}
});
