import type { Chance } from '../chance.ts'
import { CUT, type Life } from '../life.ts'
import type { Wish } from '../wish.ts'
import { breastHistory } from './breast.ts'
import type { Course, Tumour } from './course.ts'
import { otherCancers } from './other-cancers.ts'

/** Every cancer of a life and how it ended. Null when the person would have died before entering the region. */
export function drawCourse(chance: Chance, life: Life, wish: Wish): Course | null {
  const until = Math.min(CUT, life.otherDeathOn)
  const breast = breastHistory(chance, life, wish, until)
  const others = otherCancers(chance, life, wish, until)
  let diedOn = life.otherDeathOn
  let diedOf: Tumour | null = null
  const mayKill = (on: number | null, tumour: Tumour, kills: boolean): void => {
    if (on === null || on >= diedOn) return
    diedOn = on
    diedOf = kills ? tumour : null
  }
  const episodes = [...breast.episodes, ...others.flatMap(({ episode }) => (episode ? [episode] : []))]
  for (const episode of episodes) mayKill(episode.fatalOn, episode.tumour, episode.kills)
  for (const { fatalOn, tumour } of others) mayKill(fatalOn, tumour, true)
  if (diedOn <= life.enteredOn) return null
  const lived = diedOn
  const tumours = [...breast.tumours, ...others.map(({ tumour }) => tumour)]
    .filter((tumour) => tumour.diagnosedOn < lived && tumour.diagnosedOn <= CUT)
    .sort((a, b) => a.diagnosedOn - b.diagnosedOn)
  tumours.forEach((tumour, i) => (tumour.plantedId = `P${life.personId.slice(0, 8)}${i + 1}`))
  return {
    tumours,
    episodes: episodes.filter(({ onsetOn, tumour }) => onsetOn < lived && onsetOn <= CUT && tumours.includes(tumour)),
    diedOn: lived <= CUT ? lived : null,
    diedOf: lived <= CUT ? diedOf : null,
  }
}
