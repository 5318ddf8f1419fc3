import { Command } from 'commander'

export const validateCommand = (): Command => new Command('validate')
