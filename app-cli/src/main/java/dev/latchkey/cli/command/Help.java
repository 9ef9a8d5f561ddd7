package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help is laid out: a command's own options first, then those of all commands; the root lists the exit codes. */
final class Help {
    private static final String SECTION_ALL = "optionsOfAllCommands";

    private Help() {}

    /** Lays out the help of this command and of those below it. */
    static void layOut(CommandLine command) {
        command.setUsageHelpLongOptionsMaxWidth(30).setUsageHelpWidth(100);
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        boolean isRoot = command.getParent() == null;
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> own(help, isRoot));
        command.getHelpSectionMap().put(SECTION_ALL, help -> isRoot ? ofRoot(help) : ofAll());
        List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
        // The commands below get the root's.
        if (!keys.contains(SECTION_ALL)) {
            keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SECTION_ALL);
            command.setHelpSectionKeys(keys);
        }
        if (isRoot) {
            command.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
        }
        command.getSubcommands().values().forEach(Help::layOut);
    }

    private static String own(CommandLine.Help help, boolean isRoot) {
        List<OptionSpec> own = help.commandSpec().options().stream()
                .filter(option -> isRoot ? isAboutHelp(option) : !option.inherited())
                .toList();
        return own.isEmpty() ? "" : "\nOptions:\n" + list(help, own);
    }

    private static String ofRoot(CommandLine.Help help) {
        List<OptionSpec> options = help.commandSpec().options().stream()
                .filter(option -> !isAboutHelp(option))
                .toList();
        return "\nOptions of all commands, before or after the command's name:\n" + list(help, options) + exitCodes();
    }

    private static String ofAll() {
        return "\nThe options of all commands, such as --provider, are in: latchkey --help\n";
    }

    private static String list(CommandLine.Help help, List<OptionSpec> options) {
        ColorScheme colours = help.colorScheme();
        return help.optionListExcludingGroups(
                options, help.createDefaultLayout(options, List.of(), colours), null, help.parameterLabelRenderer());
    }

    private static boolean isAboutHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    private static String exitCodes() {
        StringBuilder text = new StringBuilder("\nExit codes:\n");
        for (ExitCode code : ExitCode.values()) {
            text.append(String.format("  %3d  %s%n", code.code(), code.meaning()));
        }
        return text.toString();
    }
}
