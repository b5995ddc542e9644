using System.Globalization;
using Cake.Common;
using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Faults;

namespace Build.Clouds;

/// <summary>What LocalAzure is to be, from the run's arguments.</summary>
internal static class LocalWorld
{
    /// <summary>Reads the arguments.</summary>
    /// <exception cref="SettingsException">One of them is no usable value.</exception>
    public static LocalAzureOptions Options(BuildContext context) =>
        new()
        {
            StateFolder = context.Workspace.LocalAzure,
            WorldFile = context.Argument<string?>(CommandLine.World, null),
            Faults = context.Argument<string?>(CommandLine.Faults, null) is { } faults ? Rules(faults) : null,
            Port = Port(context.Argument(CommandLine.Port, "0")),
            Durations = context.HasArgument(CommandLine.Speed)
                ? Durations.Real.AtSpeed(Speed(context.Argument<string>(CommandLine.Speed)))
                : Durations.Quick,
            StartBuildMachine = LocalBuild.Choose(context),
        };

    private static FaultPlan Rules(string file)
    {
        try
        {
            return FaultPlan.Read(file);
        }
        catch (LocalAzureException unusable)
        {
            throw new SettingsException(
                $"--{CommandLine.Faults}={file}: {unusable.Message} docs/localazure.md shows what the rules look like."
            );
        }
    }

    private static int Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? port
            : throw new SettingsException(
                $"--{CommandLine.Port}={text} is no port. Give a number up to {ushort.MaxValue}, or 0 for any free one."
            );

    private static double Speed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed) && speed > 0
            ? speed
            : throw new SettingsException($"--speed={text} is not a number above zero. Example: --speed=60.");
}
