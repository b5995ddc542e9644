using System.Globalization;
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
    private const string PublicIssuer = "C = XX, O = LocalAzure, CN = Public CA";

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
        PacketEnd pull = Connect(subnet, registry, 443, out _);
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
        IEnumerable<string> lines = targets
            .Split('\n')
            .Select(line => line.Split(' '))
            .Where(words => words.Length == 4)
            .Select(words => Line(subnet, words));
        ContainerOutput.Append(context.Store, id, ContainerOutput.Log, $"begin\n{string.Join('\n', lines)}\nend\n");
        Report(
            id,
            "Terminated",
            ("Pulled", $"Successfully pulled image \"{image}\""),
            ("Started", "Started container")
        );
    }

    private string Line(StoredResource subnet, string[] words)
    {
        string host = words[2];
        int port = int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        bool isTls = words[1] == "tls";
        PacketEnd end = Connect(subnet, host, port, out string address);
        (string outcome, string detail) = end.Kind switch
        {
            _ when address.Length == 0 => ("no-name", $"{host} has no IPv4 address"),
            PacketEndKind.Dropped => ("timeout", $"{address}:{port}"),
            _ when !isTls => ("open", $"{address}:{port}"),
            PacketEndKind.Closed => ("no-tls", ""),
            PacketEndKind.Inspected => (
                "untrusted",
                $"19 (self-signed certificate in certificate chain): CN = {host} < CN = {end.Why}"
            ),
            _ => ("open", $"CN = {host} < {PublicIssuer}"),
        };
        return string.Join('\t', "flow", words[0], address, outcome, detail);
    }

    private PacketEnd Connect(StoredResource subnet, string host, int port, out string address)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        uint source = Ipv4.Number(AddressPlan.AddressOf(subnet, 0)) ?? 0;
        PacketWalk walk = new(context.Store);
        if (Ipv4.Number(host) is { } inside && SubnetAt(network, inside) is { } target)
        {
            address = host;
            return walk.Between(subnet.Id, target.Id, new(source, inside, port, null));
        }
        string location = context.Store.Find(network)?.Body["location"].Text() ?? "";
        uint? found = HostBook.AddressOf(host, location);
        address = found is { } known ? Ipv4.Text(known) : "";
        return found is { } destination
            ? walk.ToInternet(subnet.Id, new(source, destination, port, host))
            : PacketEnd.Dropped($"{host} has no address");
    }

    private StoredResource? SubnetAt(string network, uint address) =>
        context
            .Store.OfType(Subnets.TypeName)
            .FirstOrDefault(one =>
                ArmPath.Same(ArmPath.Parse(one.Id).Parent!.Id, network)
                && AddressPlan.PrefixesOf(one.Body, one.Id).Any(prefix => Ipv4.Contains($"{prefix.Network}", address))
            );

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
