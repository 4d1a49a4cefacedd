// Cucumber's own page of a run: messages come in, a line each; the page goes out.
import { pipeline } from 'node:stream/promises'
import { CucumberHtmlStream } from '@cucumber/html-formatter'
import { NdjsonToMessageStream } from '@cucumber/message-streams'

await pipeline(process.stdin, new NdjsonToMessageStream(), new CucumberHtmlStream(), process.stdout)
