import { Command } from 'commander'

export const synthesiseCommand = (): Command => new Command('synthesise')
