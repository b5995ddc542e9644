using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Egress;
using Jumpbox.Network;
using Jumpbox.Tests.Customizer;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Egress;

public sealed class ListingEgress
{
    private static EgressList List(params string[] overrides)
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        return EgressList.For(SampleSettings.Read(overrides), pins.Catalogue, pins.Lock);
    }

    private static string[] Names(EgressList list) => [.. list.Hosts.Select(host => host.ToString())];

    [Fact]
    public void The_page_for_the_network_team_is_current() =>
        Approved.MatchesBetweenMarks(Path.Combine(Repository.Root, "docs/egress.md"), "egress", List().ToMarkdown());

    [Fact]
    public void The_hosts_of_the_wanted_tools_are_in_it_and_those_of_the_others_are_not()
    {
        string[] all = Names(List());
        string[] without = Names(List("tools.terraform=false"));

        Assert.Contains("releases.hashicorp.com:443", all);
        Assert.DoesNotContain("releases.hashicorp.com:443", without);
        Assert.Contains("dl.k8s.io:443", without);
    }

    [Fact]
    public void Hosts_that_a_publisher_redirects_to_are_in_it()
    {
        string[] hosts = Names(List());

        Assert.Contains("cdn.dl.k8s.io:443", hosts);
        Assert.Contains("release-assets.githubusercontent.com:443", hosts);
    }

    [Theory]
    [InlineData(new string[] { }, "other.corp.example:443")]
    [InlineData(
        new[]
        {
            "mirrors.https://dl.k8s.io/=http://store.corp.example/k8s/",
            "mirrors.https://other.corp.example/=https://store.corp.example:8443/other/",
        },
        "store.corp.example:8443"
    )]
    // A machine that has mirrors leaves them for no other host.
    [InlineData(new[] { "mirrors.https://dl.k8s.io/=http://store.corp.example/k8s/" }, null)]
    public void The_second_source_of_a_file_is_in_it_and_not_needed(string[] mirrors, string? host)
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        ToolCatalogue catalogue = pins.Catalogue with
        {
            Tools =
            [
                .. pins.Catalogue.Tools.Select(tool =>
                    tool.Name == "kubectl"
                        ? tool with
                        {
                            FallbackUrl = "https://other.corp.example/{tag}/{arch}/kubectl",
                        }
                        : tool
                ),
            ],
        };

        EgressHost[] found =
        [
            .. EgressList
                .For(SampleSettings.Read(mirrors), catalogue, pins.Lock)
                .Hosts.Where(one =>
                    one.IsFallback && one.ToString().Contains("corp.example", StringComparison.Ordinal)
                ),
        ];

        Assert.Equal(host is null ? [] : [host], found.Select(one => $"{one}"));
    }

    [Fact]
    public void The_snapshots_stand_for_the_archive_so_that_nothing_is_asked_without_encryption()
    {
        string[] hosts = Names(List());

        Assert.Contains("snapshot.ubuntu.com:443", hosts);
        Assert.DoesNotContain(hosts, host => host.EndsWith(":80", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mirror_takes_the_place_of_the_publisher_with_its_redirects_and_port()
    {
        string[] hosts = Names(
            List(
                "mirrors.https://github.com/=https://store.corp.example:8443/github/",
                "mirrors.https://dl.k8s.io/=http://store.corp.example/k8s/"
            )
        );

        Assert.Contains("store.corp.example:8443", hosts);
        Assert.Contains("store.corp.example:80", hosts);
        Assert.DoesNotContain(hosts, host => host.Contains("github", StringComparison.Ordinal));
        Assert.DoesNotContain(hosts, host => host.Contains("k8s.io", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mirror_of_a_bare_host_takes_all_its_addresses()
    {
        string[] hosts = Names(List("mirrors.azure.archive.ubuntu.com=https://store.corp.example/ubuntu-archive"));

        Assert.Contains("store.corp.example:443", hosts);
        Assert.DoesNotContain(hosts, host => host.Contains("archive.ubuntu.com", StringComparison.Ordinal));
    }

    [Fact]
    public void The_container_needs_its_image_and_share_and_the_proxy_needs_neither()
    {
        EgressList recommended = List();
        EgressList original = List("network.containerInstanceSubnetId=");

        Assert.Contains(
            recommended.Hosts,
            host => host is { Host: "*.file.core.windows.net", Port: 445, From: EgressOrigin.ContainerInstance }
        );
        Assert.Contains("mcr.microsoft.com:443", Names(recommended));
        Assert.DoesNotContain(original.Hosts, host => host.Port == 445 || host.Host == "mcr.microsoft.com");
        Assert.Contains(original.Hosts, host => host is { Host: "management.azure.com", From: EgressOrigin.ProxyVm });
    }

    [Fact]
    public void Another_cloud_has_its_own_hosts()
    {
        string[] hosts = Names(List("cloud=azureUSGovernment"));

        Assert.Contains("management.usgovcloudapi.net:443", hosts);
        Assert.DoesNotContain("management.azure.com:443", hosts);
    }

    [Fact]
    public void No_host_is_told_twice_for_one_machine()
    {
        EgressList list = List();

        Assert.Equal(list.Hosts.Count, list.Hosts.Select(host => (host.From, host.Host, host.Port)).Distinct().Count());
        Assert.Equal("azwi, kubelogin, osm", list.Hosts.Single(host => host.Host == "github.com").Reason);
    }

    [Fact]
    public void The_json_says_the_same_as_the_list()
    {
        EgressList list = List("mirrors.https://dl.k8s.io/=http://store.corp.example/k8s/");
        JsonArray rows = JsonNode.Parse(list.ToJson())!["hosts"]!.AsArray();

        Assert.Equal(Names(list), rows.Select(row => $"{row!["host"]}:{row["port"]}"));
        Assert.Contains(rows, row => (string?)row!["protocol"] == "http" && (int)row["port"]! == 80);
    }

    [Fact]
    public void Every_host_over_http_and_https_is_in_the_application_rules()
    {
        EgressList list = List();
        string bicep = list.ToBicep();

        Assert.All(
            list.Hosts.Where(host => host.Port != 445),
            host => Assert.Contains($"'{host.Host}'", bicep, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_firewall_rules_of_both_forms_compile_without_a_word_of_the_compiler()
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-egress-").FullName;
        try
        {
            await using BicepSession bicep = await BicepSession.StartAsync(
                BicepCli.Find(Environment()),
                Path.Combine(folder, "bicep"),
                TestContext.Current.CancellationToken
            );
            JsonNode recommended = await CompileAsync(bicep, folder, "recommended", List());
            JsonNode original = await CompileAsync(
                bicep,
                folder,
                "original",
                List("network.containerInstanceSubnetId=")
            );

            Assert.Equal(["jumpbox-web", "jumpbox-shares"], Collections(recommended));
            Assert.Equal(["jumpbox-web"], Collections(original));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, string> Environment() =>
        System
            .Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static async Task<JsonNode> CompileAsync(BicepSession bicep, string folder, string name, EgressList list)
    {
        list.WriteTo(Path.Combine(folder, name));
        return await bicep.CompileAsync(Path.Combine(folder, name + ".bicep"), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string?> Collections(JsonNode template)
    {
        JsonNode resources = template["resources"]!;
        IEnumerable<JsonNode?> all = resources is JsonArray list
            ? list
            : resources.AsObject().Select(resource => resource.Value);
        return all.Select(one => one!["properties"]?["ruleCollections"])
            .OfType<JsonArray>()
            .Single()
            .Select(collection => (string?)collection!["name"]);
    }

    [Fact]
    public void A_small_catalogue_gives_a_small_list() =>
        Assert.DoesNotContain(
            EgressList.For(SmallCatalogue.Settings(), SmallCatalogue.Catalogue, SmallCatalogue.Pins).Hosts,
            host => host.Host == "github.com"
        );
}
