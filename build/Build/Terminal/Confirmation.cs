using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Build.Terminal;

/// <summary>Prompts before something is changed.</summary>
internal static class Confirmation
{
    /// <summary>Prompts whether to cancel a running build; without a terminal, the answer is yes.</summary>
    /// <param name="context">The run.</param>
    public static bool ConfirmCancellation(BuildContext context)
    {
        if (context.Given.IsOn(CommandLine.Yes) || context.IsNonInteractive)
        {
            return true;
        }
        Console.Write(
            "Cancel the image build? With n it keeps running, and the same command attaches to it later. [Y/n] "
        );
        return Console.ReadLine()?.Trim() is not ("n" or "N" or "no");
    }

    /// <summary>Prompts on the terminal, unless <c>--yes</c> is set.</summary>
    /// <param name="context">The run.</param>
    /// <param name="question">The question, with its question mark.</param>
    /// <returns>Whether the answer is yes.</returns>
    /// <exception cref="SettingsException">There is no terminal to prompt on.</exception>
    public static bool Ask(BuildContext context, string question)
    {
        if (context.Given.IsOn(CommandLine.Yes))
        {
            context.Log.Information("{0} Yes, by --{1}.", question, CommandLine.Yes);
            return true;
        }
        if (context.IsNonInteractive)
        {
            throw new SettingsException(
                $"{question} There is no terminal to prompt on: add --{CommandLine.Yes} to answer yes, or omit --{CommandLine.Fix}."
            );
        }
        Console.Write($"{PlainText.Lines(question)} [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
