using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Clients;

/// <summary>A probe's machine in the build subnet.</summary>
internal static class ProbeMachine
{
    // How long a command may take, in seconds; the script ends before.
    private const int CommandSeconds = 120;

    // The certificates of a line, from the end of the chain, so that seven lines fit into the answer of Run Command.
    private const int DetailBytes = 400;

    /// <summary>The machine: of the build VM's size and base image, so that quota, offer and architecture are those that are checked.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="image">The base image; null for a custom one.</param>
    /// <param name="started">When the run started.</param>
    public static MachineOrder Order(JumpboxSettings settings, BaseImage? image, DateTimeOffset started)
    {
        Names names = new(settings);
        return new()
        {
            Machine = names.ProbeMachine,
            Interface = names.ProbeInterface,
            Disk = names.ProbeDisk,
            Subnet = settings.Network.BuildSubnetId,
            Location = settings.Location,
            Size = settings.BuildVm.Size,
            Image = Reference(settings, image),
            User = "probe",
            Tags = ThrowawayTags.Of(settings, started, Limits.Probe),
        };
    }

    /// <summary>The body of a command.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="lines">What it connects to.</param>
    public static JsonObject Command(JumpboxSettings settings, string script, string lines) =>
        MachineBody.Command(
            settings.Location,
            script,
            CommandSeconds,
            ("TARGETS", lines),
            ("DETAIL_BYTES", $"{DetailBytes}")
        );

    /// <summary>The private address of an interface; null if it has none yet.</summary>
    public static string? AddressOf(JsonObject? card) =>
        card.Objects("properties", "ipConfigurations").FirstOrDefault().Text("properties", "privateIPAddress");

    private static JsonObject Reference(JumpboxSettings settings, BaseImage? image) =>
        image is null
            ? new() { ["id"] = $"{settings.Image.Base.ImageId}" }
            : new()
            {
                ["publisher"] = image.Publisher,
                ["offer"] = image.Offer,
                ["sku"] = image.Sku,
                ["version"] = image.Version,
            };
}
