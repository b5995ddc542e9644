using System.Globalization;
using Build.Arguments;
using Build.Run;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;
using Jumpbox.Tools;
using LocalAzure;
using LocalAzure.Faults;
using LocalAzure.Settings;

namespace Build.Clouds;

/// <summary>Creates LocalAzure's options from the run's settings and arguments.</summary>
internal static class LocalWorld
{
    private static readonly TimeSpan QuickBuild = TimeSpan.FromSeconds(3);

    /// <summary>Reads the arguments.</summary>
    /// <param name="context">Has the arguments.</param>
    /// <param name="settings">Name what the world holds; null for the sample.</param>
    /// <exception cref="SettingsException">One of them is no usable value.</exception>
    public static LocalAzureOptions Options(BuildContext context, JumpboxSettings? settings) =>
        new()
        {
            StateFolder = context.CommonWorkspace.LocalAzure,
            Client = settings is null ? ClientSettings.Sample : Client(context, settings),
            OtherClients = settings is null
                ? []
                : [.. context.AllSettings.Select(one => Client(context, one)).Distinct()],
            WorldFile = context.Given.Text(CommandLine.World),
            Faults = context.Given.Text(CommandLine.Faults) is { } faults ? Rules(faults) : null,
            Port = ushort.Parse(context.Given.Text(CommandLine.Port) ?? "0", CultureInfo.InvariantCulture),
            Durations = context.Given.Text(CommandLine.Speed) is { } speed
                ? Durations.Real.AtSpeed(double.Parse(speed, CultureInfo.InvariantCulture))
                : Durations.Quick,
            StrictVersions = context.Given.IsOn(CommandLine.StrictVersions),
            StartBuildMachine = LocalBuild.Choose(context),
        };

    /// <summary>Estimates how long LocalAzure takes for an image build: docs/localazure.md.</summary>
    /// <param name="context">Has the argument for the speed.</param>
    public static TimeSpan BuildTime(BuildContext context) =>
        context.Given.Text(CommandLine.Speed) is { } speed
            ? BuildExpectation.Usual / double.Parse(speed, CultureInfo.InvariantCulture)
            : QuickBuild;

    /// <summary>The line that lists what LocalAzure assumes beyond its sample; null if it assumes nothing.</summary>
    /// <param name="assumptions">What it assumes, as phrases.</param>
    public static string? Assumed(IReadOnlyList<string> assumptions) =>
        assumptions.Count > 0 ? $"LocalAzure assumes: {string.Join(", ", assumptions)}." : null;

    private static ClientSettings Client(BuildContext context, JumpboxSettings settings)
    {
        ClientSettings client = new(settings.SubscriptionId, settings.Region ?? ClientSettings.Sample.Location)
        {
            BuildSubnetId = settings.Network.BuildSubnetId.ToString(),
            ContainerSubnetId = settings.Network.ContainerInstanceSubnetId?.ToString(),
            VmSize = settings.BuildVm.Size,
            ProxySize = settings.BuildVm.ProxySize,
            OtherVmSizes = string.Join(' ', settings.BuildVm.FallbackSizes),
            Architecture = settings.Image.Architecture == "arm64" ? "Arm64" : "x64",
            BaseImage = BaseImageOf(context, settings.Image.Base),
            BaseImageId = settings.Image.Base.ImageId?.ToString(),
            GalleryImageId = settings.Image.Distribute.GalleryImageId?.ToString(),
            StagingGroupId = settings.BuildVm.StagingResourceGroup?.ToString(),
            SmokeSubnetId = settings.Smoke.IsAsked ? settings.Smoke.SubnetId?.ToString() : null,
            SmokeSize = settings.Smoke.IsAsked ? settings.Smoke.Size : null,
            RolloutSubnetId = settings.Rollout.IsAsked ? settings.Rollout.SubnetId?.ToString() : null,
            RolloutSize = settings.Rollout.IsAsked ? settings.Rollout.Size : null,
            RolloutGroupIds = settings.Rollout.IsAsked
                ?
                [
                    .. settings
                        .Rollout.Roles.Select(role => role.Group)
                        .Prepend(settings.Rollout.Group)
                        .Distinct()
                        .Select(group => $"{group}"),
                ]
                : [],
        };
        return settings.Tenant is { } tenant ? client with { TenantId = tenant } : client;
    }

    // An image that the catalogue or the lock refuses is not offered; the targets that need it say why.
    private static MarketplaceImage? BaseImageOf(BuildContext context, BaseImageSettings wanted)
    {
        try
        {
            return BaseImage.Resolve(wanted, context.Pins) is { } image
                ? new MarketplaceImage(image.Publisher, image.Offer, image.Sku, image.Version)
                : null;
        }
        catch (Exception refused) when (refused is SettingsException or PinException)
        {
            return null;
        }
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
