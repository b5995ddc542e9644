using System.Text.Json.Nodes;
using LocalAzure.Settings;

namespace LocalAzure.Tests.Worlds;

/// <summary>The world holds the place in which a client works: subscription, tenant, region, subnets and VM size.</summary>
public sealed class ClientWorldTests : IDisposable
{
    private const string Mine = "0aa1bb2c-1111-4222-8333-444455556666";
    private const string Network =
        $"/subscriptions/{Mine}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-mine";

    private static readonly ClientSettings Client = new(Mine, "swedencentral")
    {
        TenantId = "7e57ed00-aaaa-4bbb-8ccc-ddddeeeeffff",
        BuildSubnetId = $"{Network}/subnets/snet-vm",
        ContainerSubnetId = $"{Network}/subnets/snet-aci",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("home").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clients_subscription_tenant_region_and_subnets_are_there()
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = Client });

        Answer subscription = await arm.GetAsync($"/subscriptions/{Mine}", "2022-12-01");
        Answer network = await arm.GetAsync(Network, "2024-05-01");

        Assert.Equal(Client.TenantId, (string?)subscription.Json!["tenantId"]);
        Assert.Equal(Client.TenantId, arm.Server.TenantId);
        Assert.Equal("swedencentral", (string?)network.Json!["location"]);
        Assert.Equal(["snet-aci", "snet-vm"], Subnets(network).Order());
        Assert.DoesNotContain(
            arm.Server.Snapshot().ResourceIds,
            id => id.Contains(SampleWorld.Subscription, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("vnet-mine")]
    [InlineData("vnet-imagebuilder")]
    public async Task A_build_subnet_alone_is_of_the_original_form(string name)
    {
        string network = Network.Replace("vnet-mine", name, StringComparison.Ordinal);
        ClientSettings client = Client with { BuildSubnetId = $"{network}/subnets/snet-vm", ContainerSubnetId = null };
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = client });

        Answer subnet = await arm.GetAsync($"{network}/subnets/snet-vm", "2024-05-01");

        Assert.Equal("Disabled", (string?)subnet.Json!["properties"]!["privateLinkServiceNetworkPolicies"]);
    }

    [Fact]
    public async Task A_state_of_another_place_gets_this_one_too_once_and_keeps_what_it_has()
    {
        await using (LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = _folder }))
        {
            await arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/rg-kept",
                """{"location":"eastus2"}""",
                "2024-03-01"
            );
        }
        await using (LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = _folder, Client = Client }))
        {
            Assert.Equal(200, (await arm.GetAsync(Network, "2024-05-01")).Status);
            Assert.Equal(
                200,
                (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/rg-kept", "2024-03-01")).Status
            );
            await arm.DeleteAsync(Network, "2024-05-01");
        }
        await using (LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = _folder, Client = Client }))
        {
            Assert.Equal(404, (await arm.GetAsync(Network, "2024-05-01")).Status);
        }
    }

    [Theory]
    [InlineData(null, "without a world file")]
    [InlineData("""{ "in": "empty" }""", "from another world file")]
    public async Task A_world_file_that_would_have_no_effect_on_the_state_is_refused(string? first, string origin)
    {
        string file = Path.Combine(_folder, "world.json");
        LocalAzureOptions options = new() { StateFolder = Path.Combine(_folder, "state"), Client = Client };
        if (first is not null)
        {
            await File.WriteAllTextAsync(file, first, TestContext.Current.CancellationToken);
        }
        for (int run = 0; run < 2; run++)
        {
            await using LocalArm arm = await LocalArm.StartAsync(
                options with
                {
                    WorldFile = first is null ? null : file,
                }
            );
        }
        await File.WriteAllTextAsync(file, "# no world", TestContext.Current.CancellationToken);

        LocalAzureException refused = await Assert.ThrowsAsync<LocalAzureException>(() =>
            LocalAzureServer.StartAsync(options with { WorldFile = file }, TestContext.Current.CancellationToken)
        );

        Assert.Contains($"'{file}' would have no effect: LocalAzure's state was created {origin}.", refused.Message);
        await using LocalArm later = await LocalArm.StartAsync(options);
    }

    [Fact]
    public async Task A_world_that_a_file_describes_whole_stays_as_it_says()
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, """{ "in": "empty" }""", TestContext.Current.CancellationToken);
        LocalAzureOptions options = new()
        {
            StateFolder = Path.Combine(_folder, "state"),
            WorldFile = file,
            Client = Client,
        };
        foreach (
            ClientSettings client in new[]
            {
                Client,
                Client with
                {
                    Location = "westeurope",
                    VmSize = "Standard_E8ads_v5",
                },
            }
        )
        {
            await using LocalArm arm = await LocalArm.StartAsync(options with { Client = client });
            Assert.Equal(404, (await arm.GetAsync(Network, "2024-05-01")).Status);
            Assert.Empty(await SizesAsync(arm));
        }
    }

    [Theory]
    [InlineData("Standard_E8ads_v5", "standardEADSv5Family", 8, "x64")]
    [InlineData("Standard_D16pls_v6", "standardDPLSv6Family", 16, "Arm64")]
    [InlineData("Standard_F4s_v2", "standardFSv2Family", 4, "x64")]
    [InlineData("Standard_E16-4ds_v5", "standardEDSv5Family", 16, "x64")]
    public async Task A_VM_size_is_offered_as_its_name_describes_it(
        string size,
        string family,
        int cores,
        string processor
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = Client with { VmSize = size } });

        JsonNode offered = (await SizesAsync(arm)).Single(one => (string?)one!["name"] == size)!;

        Assert.Equal(family, (string?)offered["family"]);
        Assert.Equal($"{cores}", Capability(offered, "vCPUs"));
        Assert.Equal(processor, Capability(offered, "CpuArchitectureType"));
        Answer usages = await arm.GetAsync(
            $"/subscriptions/{Mine}/providers/Microsoft.Compute/locations/swedencentral/usages",
            "2024-07-01"
        );
        Assert.Contains(usages.Json!["value"]!.AsArray(), usage => (string?)usage!["name"]!["value"] == family);
    }

    [Theory]
    [InlineData("Standard-Huge")]
    [InlineData("D2s_v5")]
    [InlineData("Standard_")]
    public async Task A_VM_size_that_cannot_be_one_is_not_offered(string size)
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = Client with { VmSize = size } });

        Assert.DoesNotContain(await SizesAsync(arm), one => (string?)one!["name"] == size);
    }

    [Fact]
    public async Task Everything_else_that_the_settings_name_is_there_also_in_another_subscription()
    {
        const string Other = "3bb1bb2c-1111-4222-8333-444455556666";
        const string Definition =
            $"/subscriptions/{Other}/resourceGroups/rg-gal/providers/Microsoft.Compute/galleries/gal_x/images/jumpbox";
        const string Base =
            $"/subscriptions/{Mine}/resourceGroups/rg-base/providers/Microsoft.Compute/galleries/gal_base/images/ubuntu/versions/1.2.3";
        ClientSettings client = Client with
        {
            VmSize = "Standard_E96ads_v5",
            ProxySize = "Standard_D1_v2",
            Architecture = "Arm64",
            BaseImage = new MarketplaceImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.203001010"),
            BaseImageId = Base,
            GalleryImageId = Definition,
            StagingGroupId = $"/subscriptions/{Mine}/resourceGroups/rg-staging",
        };
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = client });

        Answer definition = await arm.GetAsync(Definition, "2024-03-03");
        Answer image = await arm.GetAsync(Base, "2024-03-03");
        Answer staging = await arm.GetAsync(client.StagingGroupId, "2024-03-01");
        Answer offer = await arm.GetAsync(
            $"/subscriptions/{Mine}/providers/Microsoft.Compute/locations/swedencentral/publishers/Canonical/artifacttypes/vmimage/offers/ubuntu-24_04-lts/skus/server/versions/24.04.203001010",
            "2024-07-01"
        );

        Assert.Equal("Arm64", (string?)definition.Json!["properties"]!["architecture"]);
        Assert.Equal("swedencentral", (string?)image.Json!["location"]);
        Assert.Equal((200, 200), (staging.Status, offer.Status));
        Assert.Equal(
            [
                $"subscription {Mine}",
                "tenant 7e57ed00-aaaa-4bbb-8ccc-ddddeeeeffff",
                "network vnet-mine in swedencentral",
                "VM size Standard_E96ads_v5 with quota",
                "base image Canonical/ubuntu-24_04-lts/server/24.04.203001010",
                "base image ubuntu 1.2.3 in gallery gal_base",
                "gallery gal_x with image definition jumpbox",
                "empty resource group rg-staging",
            ],
            arm.Server.Assumptions
        );
        Assert.Equal(109, await LimitAsync(arm, "cores"));
    }

    [Fact]
    public async Task A_managed_image_and_a_SKU_that_nobody_knows_are_there()
    {
        const string Image =
            $"/subscriptions/{Mine}/resourceGroups/rg-base/providers/Microsoft.Compute/images/img-base";
        ClientSettings client = Client with
        {
            BaseImageId = Image,
            BaseImage = new MarketplaceImage("Acme", "hardened", "server", "1.0.0"),
        };
        await using LocalArm arm = await LocalArm.StartAsync(new() { Client = client });

        Answer offer = await arm.GetAsync(
            $"/subscriptions/{Mine}/providers/Microsoft.Compute/locations/swedencentral/publishers/Acme/artifacttypes/vmimage/offers/hardened/skus/server/versions/1.0.0",
            "2024-07-01"
        );

        Assert.Equal(200, (await arm.GetAsync(Image, "2024-07-01")).Status);
        Assert.Equal("V2", (string?)offer.Json!["properties"]!["hyperVGeneration"]);
        Assert.Contains("base image img-base in rg-base", arm.Server.Assumptions);
    }

    [Fact]
    public async Task Nothing_is_assumed_for_the_sample()
    {
        const string Networks =
            $"/subscriptions/{SampleWorld.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks";
        ClientSettings sample = ClientSettings.Sample with
        {
            BuildSubnetId = $"{Networks}/vnet-imagebuilder/subnets/snet-build",
            ContainerSubnetId = $"{Networks}/vnet-imagebuilder/subnets/snet-containers",
            VmSize = "Standard_D2ds_v4",
            BaseImage = new MarketplaceImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
        };
        foreach (
            ClientSettings client in new[]
            {
                ClientSettings.Sample,
                sample,
                sample with
                {
                    BuildSubnetId = $"{Networks}/vnet-original/subnets/snet-build",
                    ContainerSubnetId = null,
                },
            }
        )
        {
            await using LocalArm arm = await LocalArm.StartAsync(new() { Client = client });
            Assert.Empty(arm.Server.Assumptions);
        }
    }

    [Fact]
    public async Task A_file_that_adds_to_the_world_decides_about_what_it_lists()
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(
            file,
            """
            {
              "images": [],
              "quotas": { "compute": [ { "name": "cores", "current": 9, "limit": 10 } ] }
            }
            """,
            TestContext.Current.CancellationToken
        );
        ClientSettings client = Client with
        {
            VmSize = "Standard_E8ads_v5",
            BaseImage = new MarketplaceImage("Acme", "hardened", "server", "1.0.0"),
            GalleryImageId =
                $"/subscriptions/{Mine}/resourceGroups/rg-gal/providers/Microsoft.Compute/galleries/gal_x/images/jumpbox",
        };

        await using LocalArm arm = await LocalArm.StartAsync(new() { WorldFile = file, Client = client });

        Assert.Equal(404, (await arm.GetAsync(client.GalleryImageId, "2024-03-03")).Status);
        Assert.Equal(10, await LimitAsync(arm, "cores"));
        Assert.DoesNotContain(arm.Server.Assumptions, one => one.StartsWith("base", StringComparison.Ordinal));
        Assert.DoesNotContain(arm.Server.Assumptions, one => one.StartsWith("gallery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_of_other_settings_gets_the_gallery_and_the_image_that_the_new_ones_name()
    {
        string definition =
            $"{LocalArm.Subscription}/resourceGroups/rg-gal/providers/Microsoft.Compute/galleries/gal_x/images/jumpbox";
        await using (await LocalArm.StartAsync(new() { StateFolder = _folder })) { }
        ClientSettings client = ClientSettings.Sample with
        {
            GalleryImageId = definition,
            BaseImage = new MarketplaceImage("Canonical", "ubuntu-24_04-lts", "minimal", "24.04.202610210"),
        };

        await using LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = _folder, Client = client });

        Assert.Equal(200, (await arm.GetAsync(definition, "2024-03-03")).Status);
        Assert.Equal(2, arm.Server.Assumptions.Count);
    }

    private static async Task<int?> LimitAsync(LocalArm arm, string quota) =>
        (int?)
            (
                await arm.GetAsync(
                    $"/subscriptions/{Mine}/providers/Microsoft.Compute/locations/swedencentral/usages",
                    "2024-07-01"
                )
            ).Json!["value"]!
                .AsArray()
                .Single(usage => (string?)usage!["name"]!["value"] == quota)!["limit"];

    private static async Task<JsonArray> SizesAsync(LocalArm arm) =>
        (await arm.GetAsync($"/subscriptions/{Mine}/providers/Microsoft.Compute/skus", "2021-07-01")).Json![
            "value"
        ]!.AsArray();

    private static string? Capability(JsonNode size, string name) =>
        (string?)size["capabilities"]!.AsArray().Single(one => (string?)one!["name"] == name)!["value"];

    private static IEnumerable<string?> Subnets(Answer network) =>
        network.Json!["properties"]!["subnets"]!.AsArray().Select(subnet => (string?)subnet!["name"]);
}
