using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Settings;
using LocalAzure.Store;
using LocalAzure.Tests.Deployments;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Generic;

/// <summary>What is put on, made from, attached to or kept by another resource depends on it.</summary>
public sealed class ResourcesBesideOthers
{
    private const string Network = "2024-05-01";
    private const string Compute = "2024-07-01";
    private const string Disk = "2023-10-02";
    private const string Platform =
        """{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"}""";

    [Theory]
    [InlineData("Microsoft.Authorization/locks/l", "2020-05-01", """{"properties":{"level":"CanNotDelete"}}""")]
    [InlineData(
        "Microsoft.Insights/diagnosticSettings/d",
        "2021-05-01-preview",
        """{"properties":{"storageAccountId":"/x"}}"""
    )]
    [InlineData(
        "Microsoft.Authorization/roleAssignments/5f0c1a52-0000-4c55-9b6e-0a1b2c3d4e5f",
        "2022-04-01",
        """{"properties":{"principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","roleDefinitionId":"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}"""
    )]
    public async Task What_is_put_on_a_resource_needs_it(string extension, string version, string body)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-on");

        Answer answer = await arm.PutAsync(
            $"{group}/providers/Microsoft.Network/routeTables/none/providers/{extension}",
            body,
            version
        );

        Assert.Equal((404, "ResourceNotFound"), (answer.Status, answer.Code));
        Assert.Contains("'Microsoft.Network/routeTables/none'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_in_a_template_needs_what_it_is_on_and_waits_for_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-on");
        const string locked =
            """{"type":"Microsoft.Authorization/locks","apiVersion":"2020-05-01","name":"l","scope":"Microsoft.Network/routeTables/rt","properties":{"level":"CanNotDelete"} }""";
        const string table =
            """{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"rt","location":"eastus2"}""";

        Answer refused = await arm.PutAsync(
            Deploying.At(group),
            Deploying.Body(Deploying.Template(locked)),
            Deploying.Version
        );
        Answer done = await Deploying.RunAsync(
            arm,
            Deploying.At(group),
            Deploying.Body(Deploying.Template($"{table},{locked.Insert(1, "\"dependsOn\":[\"rt\"],")}"))
        );

        Assert.Contains("\"ResourceNotFound\"", refused.Text, StringComparison.Ordinal);
        Assert.True(done.State == "Succeeded", done.Text);
    }

    [Theory]
    [InlineData(
        "images/i",
        Compute,
        """{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } }""",
        "InvalidParameter"
    )]
    [InlineData(
        "images/i",
        Compute,
        """{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","managedDisk":{"id":"GROUP/providers/Microsoft.Compute/disks/none"} } } }""",
        "ResourceNotFound"
    )]
    [InlineData(
        "images/i",
        Compute,
        """{"sourceVirtualMachine":{"id":"GROUP/providers/Microsoft.Compute/virtualMachines/none"} }""",
        "NotFound"
    )]
    [InlineData(
        "disks/d",
        Disk,
        """{"creationData":{"createOption":"Copy","sourceResourceId":"GROUP/providers/Microsoft.Compute/disks/none"} }""",
        "ResourceNotFound"
    )]
    public async Task What_is_made_from_something_needs_it(string name, string version, string properties, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-from");

        Answer answer = await arm.PutAsync(
            $"{group}/providers/Microsoft.Compute/{name}",
            $$"""{"location":"eastus2","properties":{{properties.Replace("GROUP", group, StringComparison.Ordinal)}} }""",
            version
        );

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task An_image_stays_while_a_machine_is_created_from_it_and_its_disk_while_it_is_attached()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(
            new()
            {
                Durations = new() { Resource = TimeSpan.FromMinutes(1) },
                TimeProvider = clock,
            }
        );
        string group = await Deploying.GroupAsync(arm, "rg-image");
        string compute = $"{group}/providers/Microsoft.Compute";
        await PutAsync($"{compute}/disks/d", Disk, """{"creationData":{"createOption":"Empty"},"diskSizeGB":30}""");
        await PutAsync(
            $"{compute}/images/i",
            Compute,
            $$$$"""{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","managedDisk":{"id":"{{{{compute}}}}/disks/d"} } } }"""
        );
        Answer made = await MachineAsync(arm, group, $$"""{"id":"{{compute}}/images/i"}""");
        Assert.True(made.Status == 201, made.Text);

        Answer early = await arm.DeleteAsync($"{compute}/images/i", Compute);
        clock.Advance(TimeSpan.FromMinutes(2));
        Answer late = await arm.DeleteAsync($"{compute}/images/i", Compute);
        string disk = (string)
            (await arm.GetAsync($"{compute}/virtualMachines/vm", Compute)).Json!["properties"]!["storageProfile"]![
                "osDisk"
            ]!["managedDisk"]!["id"]!;
        Answer attached = await arm.DeleteAsync(disk, Disk);
        await arm.DeleteAsync($"{compute}/virtualMachines/vm", Compute);
        clock.Advance(TimeSpan.FromMinutes(2));
        Answer free = await arm.DeleteAsync(disk, Disk);

        Assert.Equal((409, "OperationNotAllowed"), (early.Status, early.Code));
        Assert.Equal(202, late.Status);
        Assert.Equal((409, "OperationNotAllowed"), (attached.Status, attached.Code));
        Assert.Contains("is attached to VM", attached.Message, StringComparison.Ordinal);
        Assert.Equal(202, free.Status);

        async Task PutAsync(string id, string version, string properties)
        {
            Answer answer = await arm.PutAsync(
                id,
                $$"""{"location":"eastus2","properties":{{properties}} }""",
                version
            );
            Assert.True(answer.Status == 201, answer.Text);
            clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Theory]
    [InlineData(
        """{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"1.2.3"}""",
        "PlatformImageNotFound"
    )]
    [InlineData("""{"publisher":"Nobody","offer":"none","sku":"server","version":"latest"}""", "PlatformImageNotFound")]
    public async Task A_machine_needs_an_image_of_the_marketplace(string image, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();

        Answer answer = await MachineAsync(arm, await Deploying.GroupAsync(arm, "rg-market"), image);

        Assert.Equal((404, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_data_disk_exists_belongs_to_one_machine_and_does_not_shrink()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-data");
        string disk = $"{group}/providers/Microsoft.Compute/disks/d";

        Answer missing = await MachineAsync(arm, group, Platform, disk);
        await SizeAsync(64);
        Answer first = await MachineAsync(arm, group, Platform, disk);
        Answer second = await MachineAsync(arm, group, Platform, disk, "other");
        Answer smaller = await SizeAsync(32);

        Assert.Equal((404, "ResourceNotFound"), (missing.Status, missing.Code));
        Assert.True(first.Status == 201, first.Text);
        Assert.Equal((409, "ConflictingUserInput"), (second.Status, second.Code));
        Assert.Equal((409, "OperationNotAllowed"), (smaller.Status, smaller.Code));

        Task<Answer> SizeAsync(int size) =>
            arm.PutAsync(
                disk,
                $$$"""{"location":"eastus2","properties":{"creationData":{"createOption":"Empty"},"diskSizeGB":{{{size}}} } }""",
                Disk
            );
    }

    [Fact]
    public async Task An_image_stays_while_a_scale_set_uses_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-set");
        string compute = $"{group}/providers/Microsoft.Compute";
        await arm.PutAsync(
            $"{compute}/disks/d",
            """{"location":"eastus2","properties":{"creationData":{"createOption":"Empty"},"diskSizeGB":30} }""",
            Disk
        );
        await arm.PutAsync(
            $"{compute}/images/i",
            $$$$"""{"location":"eastus2","properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","managedDisk":{"id":"{{{{compute}}}}/disks/d"} } } } }""",
            Compute
        );
        Answer set = await arm.PutAsync(
            $"{compute}/virtualMachineScaleSets/set",
            $$$$"""{"location":"eastus2","properties":{"virtualMachineProfile":{"storageProfile":{"imageReference":{"id":"{{{{compute}}}}/images/i"} } } } }""",
            Compute
        );
        Assert.True(set.Status == 201, set.Text);

        Answer refused = await arm.DeleteAsync($"{compute}/images/i", Compute);
        await arm.DeleteAsync($"{compute}/virtualMachineScaleSets/set", Compute);
        await Deploying.EndAsync(arm, $"{compute}/virtualMachineScaleSets/set", Compute);
        Answer free = await arm.DeleteAsync($"{compute}/images/i", Compute);

        Assert.Equal((409, "OperationNotAllowed"), (refused.Status, refused.Code));
        Assert.Contains("ScaleSet 'set' is currently using", refused.Message, StringComparison.Ordinal);
        Assert.Equal(202, free.Status);
    }

    [Fact]
    public void Two_data_disks_do_not_have_one_number()
    {
        using ResourceStore store = new(null);
        ArmRequest request = new("PUT", ArmPath.Parse("/x"), Compute, Caller.System);
        JsonObject body = (JsonObject)
            JsonNode.Parse("""{"properties":{"storageProfile":{"dataDisks":[{"lun":1},{"lun":0},{"lun":1}]}}}""")!;

        ArmException refused = Assert.Throws<ArmException>(() => Disks.CheckAttached(store, request, body));

        Assert.Equal("A disk at LUN 1 already exists.", refused.Message);
    }

    [Fact]
    public async Task A_zone_stays_while_a_network_is_linked_with_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-zone");
        string zone = $"{group}/providers/Microsoft.Network/privateDnsZones/x.local";
        string network =
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder";
        await arm.PutAsync(zone, """{"location":"global"}""", "2020-06-01");
        Answer linked = await arm.PutAsync(
            $"{zone}/virtualNetworkLinks/l",
            $$$$"""{"location":"global","properties":{"virtualNetwork":{"id":"{{{{network}}}}"} } }""",
            "2020-06-01"
        );
        Assert.True(linked.Status == 201, linked.Text);

        Answer refused = await arm.DeleteAsync(zone, "2020-06-01");

        Assert.Equal((409, "CannotDeleteResource"), (refused.Status, refused.Code));
        Assert.Contains("virtualNetworkLinks/l", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Answer> MachineAsync(
        LocalArm arm,
        string group,
        string image,
        string? data = null,
        string name = "vm"
    )
    {
        string disks = data is null
            ? ""
            : $$$$""","dataDisks":[{"lun":0,"createOption":"Attach","managedDisk":{"id":"{{{{data}}}}"} }]""";
        string network = $"{group}/providers/Microsoft.Network";
        await arm.PutAsync(
            $"{network}/virtualNetworks/vnet",
            """{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[{"name":"s","properties":{"addressPrefix":"10.0.0.0/24"} }] } }""",
            Network
        );
        await arm.PutAsync(
            $"{network}/networkInterfaces/{name}",
            $$$$$"""{"location":"eastus2","properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{{network}}}}}/virtualNetworks/vnet/subnets/s"} } }] } }""",
            Network
        );
        return await arm.PutAsync(
            $"{group}/providers/Microsoft.Compute/virtualMachines/{name}",
            $$$$"""
            {"location":"eastus2","properties":{"hardwareProfile":{"vmSize":"Standard_D2ds_v4"},
             "osProfile":{"computerName":"vm","adminUsername":"azureuser","adminPassword":"Tr0ub4dor&3xyz"},
             "storageProfile":{"imageReference":{{{{image}}}},"osDisk":{"createOption":"FromImage"}{{{{disks}}}} },
             "networkProfile":{"networkInterfaces":[{"id":"{{{{network}}}}/networkInterfaces/{{{{name}}}}"}] } } }
            """,
            Compute
        );
    }
}
