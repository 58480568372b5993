import { type TSchema, Type } from 'typebox';

/** Allows only the named properties. */
export const exact = { additionalProperties: false };
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** A measured size, at least 0; its unit is in the name of the field or in the description. */
export const quantity = (description: string) => Type.Number({ minimum: 0, description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
