using System.Globalization;
using LocalAzure.Arm;
using LocalAzure.Packets;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// What a program in a subnet meets that connects to a list of targets, one a line: number, tcp or tls, host, port. LocalAzure does
/// not run it: it walks a packet for each line, and writes the log that the pipeline's script writes.
/// </summary>
internal sealed class ProbedNetwork(ResourceStore store)
{
    private const string PublicIssuer = "C = XX, O = LocalAzure, CN = Public CA";

    /// <summary>The log.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="targets">The targets, with line feeds or semicolons between them.</param>
    public string Log(StoredResource subnet, string targets)
    {
        IEnumerable<string> lines = targets
            .Split('\n', ';')
            .Select(line => line.Split(' '))
            .Where(words => words.Length == 4)
            .Select(words => Line(subnet, words));
        return $"begin\n{string.Join('\n', lines)}\nend\n";
    }

    /// <summary>Opens one connection.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="host">The host, or an address of the network.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="address">The host's address; empty if it has none.</param>
    public PacketEnd Connect(StoredResource subnet, string host, int port, out string address)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        uint source = Ipv4.Number(AddressPlan.AddressOf(subnet, new HashSet<string>())) ?? 0;
        PacketWalk walk = new(store);
        if (Ipv4.Number(host) is { } inside && walk.SubnetAt(network, inside) is { } target)
        {
            address = host;
            return walk.Between(subnet.Id, target.Id, new(source, inside, port, null));
        }
        string location = store.Find(network)?.Body["location"].Text() ?? "";
        (bool isPrivate, uint? own) = new ZoneBook(store).Of(network, host);
        uint? found = isPrivate ? own : HostBook.AddressOf(host, location);
        address = found is { } known ? Ipv4.Text(known) : "";
        if (isPrivate && address.Length > 0 && walk.SubnetAt(network, own!.Value) is { } endpoint)
        {
            return walk.Between(subnet.Id, endpoint.Id, new(source, own.Value, port, null));
        }
        return found is { } destination
            ? walk.ToInternet(subnet.Id, new(source, destination, port, host))
            : PacketEnd.Dropped($"{host} has no address");
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
}
