package dev.vitrine.learn.checkpoint;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** BERT's tokens of lower-case English: the longest piece of the vocabulary first. */
final class WordPieces {

    private static final Pattern WORD = Pattern.compile("\\p{Alnum}+|\\p{Punct}");

    private final Map<String, Integer> vocabulary = new HashMap<>();

    /** Reads the vocabulary from a Hugging Face tokenizer.json. */
    WordPieces(InputStream tokenizer) {
        try (JsonParser json =
                new JsonFactory().createParser(ObjectReadContext.empty(), tokenizer)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.PROPERTY_NAME
                        && json.currentName().equals("vocab")) {
                    json.nextToken();
                    for (String piece = json.nextName(); piece != null; piece = json.nextName()) {
                        json.nextToken();
                        vocabulary.put(piece, json.getIntValue());
                    }
                }
            }
        }
    }

    int[] tokens(String sentence) {
        List<Integer> tokens = new ArrayList<>();
        tokens.add(vocabulary.get("[CLS]"));
        WORD.matcher(sentence.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .forEach(word -> split(word, tokens));
        tokens.add(vocabulary.get("[SEP]"));
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private void split(String word, List<Integer> tokens) {
        for (int start = 0; start < word.length(); ) {
            int end = word.length();
            while (end > start && !vocabulary.containsKey(piece(word, start, end))) {
                end--;
            }
            if (end == start) {
                tokens.add(vocabulary.get("[UNK]"));
                return;
            }
            tokens.add(vocabulary.get(piece(word, start, end)));
            start = end;
        }
    }

    private static String piece(String word, int start, int end) {
        return (start == 0 ? "" : "##") + word.substring(start, end);
    }
}
