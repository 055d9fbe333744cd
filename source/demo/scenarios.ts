import { type SafeText, safe } from '../model/safe-text.ts';
import { createCalmWorld } from './calm-world.ts';
import { createCertificateWorld } from './certificate-world.ts';
import { createCrowdWorld } from './crowd-world.ts';
import { type FaultRule, flakyFaults, hostileFaults, noFaults, slowFaults } from './faults.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { createHostileWorld, HOSTILE_ORGANIZATIONS } from './hostile-world.ts';
import { createIncidentWorld } from './incident-world.ts';
import { type DemoOrganization, ORGANIZATIONS } from './organizations.ts';
import { createWorld, NO_STREAM, type World, type WorldSettings } from './world.ts';

/** How the simulator behaves: what it holds, and what goes wrong. */
export interface Scenario {
	/** One line for the help. */
	readonly summary: SafeText;
	readonly createWorld: (settings: WorldSettings) => World;
	/** The jobs for certificates, which are far fewer. */
	readonly createCertificates: (settings: WorldSettings) => World;
	readonly organizations: readonly DemoOrganization[];
	readonly fault: FaultRule;
	/** How long a bearer token lives, in seconds. */
	readonly tokenSeconds: number;
	/** The name that the server bears. */
	readonly serverName: string;
}

function createEmptyWorld(settings: WorldSettings): World {
	return createWorld(settings, [], NO_STREAM);
}

const USUAL = {
	createWorld: createCalmWorld,
	createCertificates: createCertificateWorld,
	organizations: ORGANIZATIONS,
	fault: noFaults,
	tokenSeconds: 300,
	serverName: 'simulator',
} as const;

/** Every scenario by its name. */
export const SCENARIOS = {
	calm: { ...USUAL, summary: safe`an ordinary week: one organization failing, one job stuck, new jobs as you watch` },
	incident: {
		...USUAL,
		summary: safe`three minutes: one tenant fails, then all, then they recover`,
		createWorld: createIncidentWorld,
		createCertificates: createEmptyWorld,
	},
	flaky: {
		...USUAL,
		summary: safe`a third of the answers are 502, 503, 429 or a broken connection`,
		fault: flakyFaults,
	},
	slow: { ...USUAL, summary: safe`every answer takes 2 to 9 seconds`, fault: slowFaults },
	expiring: { ...USUAL, summary: safe`tokens live 20 seconds`, tokenSeconds: 20 },
	empty: {
		...USUAL,
		summary: safe`no job was ever started`,
		createWorld: createEmptyWorld,
		createCertificates: createEmptyWorld,
	},
	crowd: {
		...USUAL,
		summary: safe`100,000 jobs`,
		createWorld: createCrowdWorld,
		createCertificates: createEmptyWorld,
	},
	hostile: {
		...USUAL,
		summary: safe`names, errors and messages that attack the terminal`,
		createWorld: createHostileWorld,
		createCertificates: createHostileWorld,
		organizations: HOSTILE_ORGANIZATIONS,
		fault: hostileFaults,
		serverName: HOSTILE_TEXTS[0],
	},
} satisfies Readonly<Record<string, Scenario>>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof SCENARIOS;

/** What is shown when nobody asks for anything else. */
export const DEFAULT_SCENARIO: ScenarioName = 'calm';

/** Whether there is a scenario of this name. */
export function isScenarioName(name: string): name is ScenarioName {
	return Object.hasOwn(SCENARIOS, name);
}
