/** Set-up of every test: properties draw the same lives each time, so that no landing depends on luck. */
import fc from 'fast-check'

if (process.env.PROPERTY_SEED !== 'new') fc.configureGlobal({ seed: 20_261_121 })
