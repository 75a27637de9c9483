/**
 * Magics: how they are told from Java ({@link dev.vitrine.kernel.magic.MagicTransformer}), which
 * there are ({@link dev.vitrine.kernel.magic.MagicRegistry}), and the ones that every notebook has
 * ({@link dev.vitrine.kernel.magic.BuiltInMagics}).
 */
package dev.vitrine.kernel.magic;
