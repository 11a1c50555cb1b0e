// Tokens a second of wink-nlp (tokens, tags, simple entities; it has no parser) over the same file, one thread, after one reading to warm up.
import { readFileSync } from 'node:fs';
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

const nlp = winkNLP(model, ['sbd', 'pos', 'ner']);
const its = nlp.its;
const text = readFileSync(process.argv[2], 'utf8');
const articles = text.match(/[\s\S]{1,2700}/g);
for (let round = 0; round < 3; round++) {
  const start = process.hrtime.bigint();
  let tokens = 0;
  for (const article of articles) {
    const doc = nlp.readDoc(article);
    tokens += doc.tokens().out(its.pos).length;
    doc.entities().out(its.type);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (round === 2) console.log(`wink-nlp                     ${(tokens / seconds).toFixed(0).padStart(9)} tokens/s`);
}
