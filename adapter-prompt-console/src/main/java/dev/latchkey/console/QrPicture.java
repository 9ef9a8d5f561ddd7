package dev.latchkey.console;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A QR code in text characters, with two modules above each other in one character, black on white whatever the terminal's background. */
final class QrPicture {
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String AS_BEFORE = "\u001b[0m";
    /** ISO/IEC 18004 requires four; cameras manage with two, and the screen is small. */
    private static final int QUIET = 2;

    private final QrCode code;

    private QrPicture(QrCode code) {
        this.code = code;
    }

    /** Draws the text as a QR code; empty if it is too long for one. */
    static Optional<QrPicture> of(String text) {
        try {
            return Optional.of(new QrPicture(QrCode.encodeText(text, QrCode.Ecc.LOW)));
        } catch (DataTooLongException e) {
            return Optional.empty();
        }
    }

    int columns() {
        return code.size + 2 * QUIET;
    }

    int rows() {
        return (code.size + 2 * QUIET + 1) / 2;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                line.append(character(code.getModule(x, y), code.getModule(x, y + 1)));
            }
            lines.add(line.append(AS_BEFORE).toString());
        }
        return lines;
    }

    private static char character(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
