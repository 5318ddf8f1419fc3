/** One five-year age band and how many of the standard's 100,000 people are in it; `to` is null for the open band. */
export interface StandardAgeBand {
  readonly ageBand: string
  readonly from: number
  readonly to: number | null
  readonly weight: number
}

const band = (from: number, to: number | null, weight: number): StandardAgeBand => ({
  ageBand: to === null ? `${from}+` : `${from}-${to}`,
  from,
  to,
  weight,
})

/**
 * The European Standard Population 2013 in 19 bands, ages in completed years, 100,000 people in all.
 * Source: Eurostat 2013, Revision of the European Standard Population (KS-RA-13-028), for the EU-27 and EFTA.
 */
export const ESP_2013: readonly StandardAgeBand[] = [
  band(0, 4, 5000),
  band(5, 9, 5500),
  band(10, 14, 5500),
  band(15, 19, 5500),
  band(20, 24, 6000),
  band(25, 29, 6000),
  band(30, 34, 6500),
  band(35, 39, 7000),
  band(40, 44, 7000),
  band(45, 49, 7000),
  band(50, 54, 7000),
  band(55, 59, 6500),
  band(60, 64, 6000),
  band(65, 69, 5500),
  band(70, 74, 5000),
  band(75, 79, 4000),
  band(80, 84, 2500),
  band(85, 89, 1500),
  band(90, null, 1000),
]
