using System.Globalization;
using System.Text;
using Jumpbox.Network;

namespace Jumpbox.Egress;

/// <summary>The egress list as a Markdown table.</summary>
internal static class EgressTable
{
    public static string Write(IReadOnlyList<EgressHost> hosts)
    {
        StringBuilder table = new(
            "| host | TCP port | connects from | in | for | needed |\n|---|---|---|---|---|---|\n"
        );
        foreach (EgressHost host in hosts)
        {
            _ = table.Append(
                CultureInfo.InvariantCulture,
                $"| `{host.Host}` | {host.Port} | {Name(host.From)} | {host.Step} | {host.Reason} | {(
                    host.IsFallback ? "as a fall-back" : "yes"
                )} |\n"
            );
        }
        return table.ToString();
    }

    private static string Name(EgressOrigin origin) =>
        origin switch
        {
            EgressOrigin.ContainerInstance => "container-instance subnet",
            EgressOrigin.ProxyVm => "build subnet (proxy VM)",
            _ => "build subnet",
        };
}
