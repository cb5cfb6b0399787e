import { DatabaseError } from "../errors.js";

/** Loads a package that only users of a database need, or says how to get it. */
export async function loadOptional<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new DatabaseError(`package ${JSON.stringify(name)} is missing; npm install ${name}`, {
      code: "package-missing",
      cause: error,
    });
  }
}
