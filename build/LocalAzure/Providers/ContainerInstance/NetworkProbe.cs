using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Packets;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>
/// A container that connects to what its variable TARGETS lists, one line each: number, tcp or tls, host, port. LocalAzure does not
/// run its command: it walks a packet for each line, and writes the log that the pipeline's script writes.
/// </summary>
internal sealed class NetworkProbe(ResourceContext context)
{
    /// <summary>The event that ends a probe.</summary>
    public const string Ended = "Microsoft.ContainerInstance/containerGroups probed";

    private const string Variable = "TARGETS";

    /// <summary>Whether a container group is a probe: it has the variable and is in a subnet.</summary>
    public static bool IsOne(JsonObject body) => TargetsOf(body) is not null && ContainerGroups.SubnetsOf(body).Any();

    /// <summary>Registers the end of a probe.</summary>
    public void Enlist() => context.Agenda.On(Ended, (id, _) => End(id), (_, _, _) => { });

    private void End(string id)
    {
        if (context.Store.Find(id) is not { } group || TargetsOf(group.Body) is not { } targets)
        {
            return;
        }
        string subnetId = ContainerGroups.SubnetsOf(group.Body).First();
        if (context.Store.Find(subnetId) is not { } subnet)
        {
            return;
        }
        JsonNode container = group.Body.At("properties", "containers").Items().First();
        string image = container.At("properties", "image").Text() ?? "";
        string registry = image.Split('/')[0];
        ProbedNetwork network = new(context.Store);
        PacketEnd pull = network.Connect(subnet, registry, 443, out _);
        if (pull.Kind != PacketEndKind.Open)
        {
            Report(
                id,
                "Waiting",
                ("Pulling", $"pulling image \"{image}\""),
                ("Failed", $"Failed to pull image \"{image}\": {pull.Why}")
            );
            return;
        }
        ContainerOutput.Append(context.Store, id, ContainerOutput.Log, network.Log(subnet, targets));
        Report(
            id,
            "Terminated",
            ("Pulled", $"Successfully pulled image \"{image}\""),
            ("Started", "Started container")
        );
    }

    private void Report(string id, string state, params (string Name, string Message)[] events) =>
        context.Store.Update(
            id,
            (body, _) =>
            {
                string now = Operations.Stamp(context.Now);
                JsonObject view = body.At("properties", "containers").Items().First()["properties"]!.AsObject();
                JsonObject current = new()
                {
                    ["state"] = state,
                    ["detailStatus"] = state == "Terminated" ? "Completed" : "",
                };
                if (state == "Terminated")
                {
                    current["exitCode"] = 0;
                    current["finishTime"] = now;
                }
                view["instanceView"] = new JsonObject
                {
                    ["restartCount"] = 0,
                    ["currentState"] = current,
                    ["events"] = new JsonArray([
                        .. events.Select(one =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["count"] = 1,
                                    ["firstTimestamp"] = now,
                                    ["lastTimestamp"] = now,
                                    ["name"] = one.Name,
                                    ["message"] = one.Message,
                                    ["type"] = one.Name == "Failed" ? "Warning" : "Normal",
                                }
                        ),
                    ]),
                };
            }
        );

    private static string? TargetsOf(JsonObject body) =>
        body.At("properties", "containers")
            .Items()
            .SelectMany(container => container.At("properties", "environmentVariables").Items())
            .FirstOrDefault(variable => variable.At("name").Text() == Variable)
            .At("value")
            .Text();
}
