import { createContext } from 'react';
import { chooseLook, type Look } from './look.ts';

/** The look that everything below is drawn with. */
export const LookContext = createContext<Look>(chooseLook({ color: true, ascii: false }));
