import { Command } from 'commander'

export const evaluateCommand = (): Command => new Command('evaluate')
