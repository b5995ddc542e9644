using System.Globalization;
using Cake.Common;
using Jumpbox.Settings;

namespace Build;

/// <summary>The arguments of the target Sweep.</summary>
internal static class SweepArguments
{
    /// <summary>How many of the newest images stay; three if left out.</summary>
    /// <exception cref="SettingsException">It is no number.</exception>
    public static int Keep(BuildContext context)
    {
        string text = context.Argument(CommandLine.Keep, "3");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int keep)
            ? keep
            : throw new SettingsException(
                $"--{CommandLine.Keep}={text} is no number of images. Example for Sweep: --{CommandLine.Keep}=3."
            );
    }
}
