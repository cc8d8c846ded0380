import type { APIRoute } from 'astro'
import { answerCard } from '../../../components/pictures/answer.ts'

/** A card to show to others; with `?name=shown`, the name is on it. */
export const GET: APIRoute = (context) => answerCard(context, 'confirm')
