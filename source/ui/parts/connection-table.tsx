import { Table } from 'ink-table';
import type { ConnectionFact } from '../../session/frame/overlays.ts';

/** The facts about the connection as a small table that does not change while it is looked at. */
export function ConnectionTable({ facts }: { readonly facts: readonly ConnectionFact[] }) {
	return <Table data={facts.map(({ what, value }) => ({ what, value }))} columns={['what', 'value']} />;
}
