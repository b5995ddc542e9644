using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Packets;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// What <c>jumpbox doctor --report</c> finds in a subnet, as far as a walk of packets shows it: names, routes and rules. LocalAzure runs no
/// cluster, so certificate, sign-in and nodes are unknown. The answer has the frame that the pipeline's <c>run.sh</c> gives it.
/// </summary>
internal sealed partial class WalkedClusters(ResourceStore store)
{
    private const string NoCluster = "LocalAzure runs no cluster";

    // RFC 1918.
    private static readonly string[] Private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

    private static readonly string[] Behind = ["login", "version", "nodes", "ssh"];

    /// <summary>The order in a script; null if it gives none.</summary>
    /// <param name="script">The script.</param>
    public static JsonObject? OrderIn(string script)
    {
        try
        {
            return Order().Match(script) is { Success: true } match
                ? JsonNode.Parse(match.Groups[1].Value) as JsonObject
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The output of the command.</summary>
    /// <param name="subnet">The machine's subnet.</param>
    /// <param name="order">The order.</param>
    public string Output(StoredResource subnet, JsonObject order)
    {
        List<string> lines = ["begin"];
        foreach (JsonNode? cluster in order["clusters"].Items())
        {
            lines.AddRange(
                Answers(subnet, cluster)
                    .Where(one => one.Hop != "ssh" || order["sshPort"] is not null)
                    .Select(one => $"check\t{one.Hop}-{cluster.At("label").Text()}\t{one.Outcome}\t{one.Detail}")
            );
        }
        return Framed("clusters", string.Concat(lines.Append("end").Select(line => $"{line}\n")));
    }

    private IEnumerable<(string Hop, string Outcome, string Detail)> Answers(StoredResource subnet, JsonNode? cluster)
    {
        string? host = cluster.At("host").Text();
        if (host is null || cluster.At("problem").Text() is { })
        {
            string problem = cluster.At("problem").Text() ?? "its name is unknown";
            yield return ("cluster", "unknown", problem);
            foreach (string hop in (string[])["dns", "tcp", "tls", .. Behind])
            {
                yield return (hop, "unknown", $"not checked: {problem}");
            }
            yield break;
        }
        yield return ("cluster", "pass", cluster.At("source").Text() ?? host);
        PacketEnd end = new ProbedNetwork(store).Connect(subnet, host, 443, out string address);
        bool hasName = address.Length > 0;
        yield return hasName
            ? ("dns", "pass", address)
            : ("dns", "fail", $"DNS: {host} does not exist for the DNS servers of this subnet");
        bool isElsewhere = hasName && IsElsewhere(subnet, address);
        bool isOpen = hasName && !isElsewhere && end.Kind != PacketEndKind.Dropped;
        yield return isOpen ? ("tcp", "pass", $"{address}:443")
        : isElsewhere
            ? (
                "tcp",
                "unknown",
                $"{address} is not in the machine's network, and LocalAzure walks no packet into another one"
            )
        : hasName ? ("tcp", "fail", $"rule: {address}:443 did not answer: {end.Why}")
        : ("tcp", "unknown", "not checked: dns failed");
        yield return !isOpen
            ? (
                "tls",
                "unknown",
                $"not checked: {(isElsewhere ? "tcp is unknown" : hasName ? "tcp failed" : "dns failed")}"
            )
            : end.Kind switch
            {
                PacketEndKind.Closed => ("tls", "fail", "TLS: a firewall closed the connection during the handshake"),
                PacketEndKind.Inspected => ("tls", "fail", $"TLS: the certificate is from CN={end.Why}"),
                _ => ("tls", "unknown", NoCluster),
            };
        foreach (string hop in Behind)
        {
            yield return (hop, "unknown", NoCluster);
        }
    }

    private bool IsElsewhere(StoredResource subnet, string address)
    {
        uint number = Ipv4.Number(address) ?? 0;
        return Private.Any(prefix => Ipv4.Contains(prefix, number))
            && new PacketWalk(store).SubnetAt(ArmPath.Parse(subnet.Id).Parent!.Id, number) is null;
    }

    private static string Framed(string name, string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        byte[] packed = target.ToArray();
        return $"jumpbox-smoke {name} 3 {Encoding.UTF8.GetByteCount(text)} {packed.Length} "
            + $"{Convert.ToHexStringLower(SHA256.HashData(packed))} 0\n{Convert.ToBase64String(packed)}\n";
    }

    [GeneratedRegex(@" doctor --report <<'END_OF_ORDER'\n\t*(\{.*\})\n")]
    private static partial Regex Order();
}
