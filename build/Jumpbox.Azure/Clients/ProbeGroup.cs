using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>The body and the state of a probe's container group.</summary>
internal static class ProbeGroup
{
    /// <summary>The name of its container.</summary>
    public const string Container = "probe";

    /// <summary>The body of the request that creates it.</summary>
    /// <param name="settings">The settings, with image and container-instance subnet.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="lines">What it connects to.</param>
    /// <param name="started">When the run started.</param>
    public static JsonObject Body(JumpboxSettings settings, string script, string lines, DateTimeOffset started) =>
        new()
        {
            ["location"] = settings.Location,
            ["tags"] = Tags(settings, started),
            ["properties"] = new JsonObject
            {
                ["osType"] = "Linux",
                ["sku"] = "Standard",
                // Kept for an exit code of 0 alone, which the script always has.
                ["restartPolicy"] = "Never",
                ["subnetIds"] = new JsonArray(
                    new JsonObject { ["id"] = settings.Network.ContainerInstanceSubnetId!.ToString() }
                ),
                ["containers"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = Container,
                        ["properties"] = new JsonObject
                        {
                            ["image"] = settings.Network.ProbeImage,
                            ["command"] = new JsonArray("/bin/bash", "-c", script),
                            ["environmentVariables"] = new JsonArray(
                                new JsonObject { ["name"] = "TARGETS", ["value"] = lines }
                            ),
                            ["resources"] = new JsonObject
                            {
                                ["requests"] = new JsonObject
                                {
                                    ["cpu"] = ProbeNeeds.Cores,
                                    ["memoryInGB"] = ProbeNeeds.MemoryInGB,
                                },
                            },
                        },
                    }
                ),
            },
        };

    /// <summary>The tags of everything that a probe creates.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="started">When the run started.</param>
    public static JsonObject Tags(JumpboxSettings settings, DateTimeOffset started) =>
        JsonWriting.Tags(
            new Dictionary<string, string>(settings.Tags)
            {
                [TagNames.Owner] = new Names(settings).Owner,
                [TagNames.Run] = TagNames.RunOf(started),
            }
        );

    /// <summary>Reads its state.</summary>
    /// <param name="group">The group; null if it does not exist.</param>
    public static ProbeState State(JsonObject? group)
    {
        JsonObject? container = group.Objects("properties", "containers").FirstOrDefault();
        return new(
            group.Text("properties", "provisioningState"),
            container.Text("properties", "instanceView", "currentState", "state"),
            [
                .. container
                    .Objects("properties", "instanceView", "events")
                    .Select(one => (one.Text("name") ?? "", one.Text("message") ?? "")),
            ]
        );
    }

    /// <summary>Why an existing group of this name stays; null if it may be deleted.</summary>
    /// <param name="group">The group.</param>
    /// <param name="owner">The pipeline's tag.</param>
    /// <param name="isMine">Whether a run in this folder created it.</param>
    /// <param name="now">The time.</param>
    public static string? Held(JsonObject group, string owner, bool isMine, DateTimeOffset now)
    {
        IReadOnlyDictionary<string, string> tags = group.Tags();
        if (!owner.Equals(tags.GetValueOrDefault(TagNames.Owner), StringComparison.OrdinalIgnoreCase))
        {
            return "it has the pipeline's name but not its tag";
        }
        bool isOld = Started(group) is not { } started || now - started > Limits.Probe;
        return isMine || isOld ? null : $"another probe of these settings is running since {Started(group):u}";
    }

    /// <summary>When the run that created the group started; null if its tag does not say.</summary>
    /// <param name="group">The group.</param>
    public static DateTimeOffset? Started(JsonObject group) =>
        DateTimeOffset.TryParse(
            group.Tags().GetValueOrDefault(TagNames.Run),
            CultureInfo.InvariantCulture,
            out DateTimeOffset started
        )
            ? started
            : null;
}
