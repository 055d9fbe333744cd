/** To be imported before Ink: its colours ask the terminal of the process once, and a test run has none. */
process.env.FORCE_COLOR = '1';
