import { overtaken } from './enrolment.ts';
import { enterSecondFactor } from './proceed.ts';
import { withoutFactorWork } from './progress.ts';
import { factorStep } from './second-factors.ts';
import { go, type Outcome, type StepContext } from './step.ts';

/** How long a proof is good for changing what proves. */
const FRESH_MILLISECONDS = 10 * 60_000;

/**
 * Acts when the person proved a factor that they had a moment ago; otherwise asks for one first. To set up another, or to
 * change the password, makes no proof fresher.
 */
export async function whenFresh(context: StepContext, act: () => Promise<Outcome> | Outcome): Promise<Outcome> {
  const { services, journey } = context;
  const elsewhere = await overtaken(context);
  if (elsewhere) return go(elsewhere);
  const age = services.clock().getTime() - (journey.progress.factorProvenAt ?? 0);
  if (age < FRESH_MILLISECONDS) return act();
  const progress = withoutFactorWork(journey.progress);
  const asked = { ...progress, methods: progress.methods.filter((method) => method === 'pwd') };
  return go({ ...(await enterSecondFactor(context, asked, await factorStep(context, asked))), notice: 'prove-again' });
}
