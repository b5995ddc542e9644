using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
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
            ["tags"] = ThrowawayTags.Of(settings, started, Limits.Probe),
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

    /// <summary>Reads its state.</summary>
    /// <param name="group">The group; null if it does not exist.</param>
    public static ProbeState State(JsonObject? group)
    {
        JsonObject? container = group.Objects("properties", "containers").FirstOrDefault();
        return new ProbeState(
            group.Text("properties", "provisioningState"),
            container.Text("properties", "instanceView", "currentState", "state"),
            [
                .. container
                    .Objects("properties", "instanceView", "events")
                    .Select(one => (one.Text("name") ?? "", one.Text("message") ?? "")),
            ]
        )
        {
            IsDeleted = group is null,
            ExitCode = (int?)container.Number("properties", "instanceView", "currentState", "exitCode"),
        };
    }
}
