import type { Chance } from '../chance.ts'
import { EMERGENCY } from '../parameters.ts'
import type { Care, Stay } from './events.ts'

/** What an emergency stay needs beyond its day. */
export interface EmergencyReason {
  readonly main: string
  readonly others: readonly string[]
  readonly specialty: string
  readonly provider: string
  readonly centre: string
  readonly stayDays: number
  readonly episode?: Stay['episode']
}

/** An emergency stay with its attendance and, now and then, a transfer the same or next day that continues it. */
export function emergencyAdmission(chance: Chance, care: Care, dayNumber: number, reason: EmergencyReason): void {
  if (dayNumber >= care.endsOn) return
  const method = chance.weighted(EMERGENCY.methods.value)
  const transferred = reason.centre !== reason.provider && chance.happens(EMERGENCY.sameDayTransfer.value)
  const leaves = dayNumber + (transferred ? chance.whole(0, 1) : reason.stayDays)
  const { main, others, specialty } = reason
  // Before the onset nobody could know of spread.
  const episode = reason.episode && dayNumber >= reason.episode.onsetOn ? reason.episode : undefined
  const shared = {
    main,
    others,
    specialty,
    patientClass: '1',
    operations: [],
    ...(episode ? { episode } : {}),
  } as const
  care.stay({ ...shared, admittedOn: dayNumber, dischargedOn: leaves, method, provider: reason.provider })
  if (transferred) {
    const back = chance.happens(0.4) ? '2B' : '81'
    care.stay({
      ...shared,
      admittedOn: leaves,
      dischargedOn: leaves + reason.stayDays,
      method: back,
      provider: reason.centre,
      transfer: true,
    })
  }
  if (method === '21' || method === '2A')
    care.attendances.push({ on: dayNumber, provider: reason.provider, admitted: true })
}

/** Admissions around a diagnosis that came by the emergency route, and the near misses of the thirty-day measure. */
export function emergencyDiagnosis(chance: Chance, care: Care, diagnosedOn: number, reason: EmergencyReason): void {
  if (chance.happens(EMERGENCY.admittedTooEarly.value)) {
    emergencyAdmission(chance, care, diagnosedOn - chance.whole(31, 60), reason)
    return
  }
  const from = chance.weighted(EMERGENCY.daysBeforeDiagnosis.value)
  const before = Math.min(30, from + chance.whole(0, 5))
  emergencyAdmission(chance, care, diagnosedOn - before, {
    ...reason,
    stayDays: Math.max(reason.stayDays, Math.min(before, 12)),
  })
}
