import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Starts the files of the first project first; within a project those that took longest, or are
 * largest.
 */
export class KindsInOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { projects } = this.ctx;
    const placeOf = ({ project }: TestSpecification) => projects.indexOf(project);
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
