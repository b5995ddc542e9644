using System.Globalization;
using Build.Arguments;
using Build.Run;
using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Faults;
using LocalAzure.Settings;

namespace Build.Clouds;

/// <summary>Creates LocalAzure's options from the run's settings and arguments.</summary>
internal static class LocalWorld
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="context">Has the arguments.</param>
    /// <param name="settings">Name what the world holds; null for the sample.</param>
    /// <exception cref="SettingsException">One of them is no usable value.</exception>
    public static LocalAzureOptions Options(BuildContext context, JumpboxSettings? settings) =>
        new()
        {
            StateFolder = context.Workspace.LocalAzure,
            Client = settings is null ? ClientSettings.Sample : Client(settings),
            WorldFile = context.Given.Text(CommandLine.World),
            Faults = context.Given.Text(CommandLine.Faults) is { } faults ? Rules(faults) : null,
            Port = ushort.Parse(context.Given.Text(CommandLine.Port) ?? "0", CultureInfo.InvariantCulture),
            Durations = context.Given.Text(CommandLine.Speed) is { } speed
                ? Durations.Real.AtSpeed(double.Parse(speed, CultureInfo.InvariantCulture))
                : Durations.Quick,
            StartBuildMachine = LocalBuild.Choose(context),
        };

    private static ClientSettings Client(JumpboxSettings settings)
    {
        ClientSettings client = new(settings.SubscriptionId, settings.Region ?? ClientSettings.Sample.Location)
        {
            BuildSubnetId = settings.Network.BuildSubnetId.ToString(),
            ContainerSubnetId = settings.Network.ContainerInstanceSubnetId?.ToString(),
            VmSize = settings.BuildVm.Size,
        };
        return settings.Tenant is { } tenant ? client with { TenantId = tenant } : client;
    }

    private static FaultPlan Rules(string file)
    {
        try
        {
            return FaultPlan.Read(file);
        }
        catch (LocalAzureException unusable)
        {
            throw new SettingsException(
                $"--{CommandLine.Faults}={file}: {unusable.Message} See docs/localazure.md for the format of the rules."
            );
        }
    }
}
