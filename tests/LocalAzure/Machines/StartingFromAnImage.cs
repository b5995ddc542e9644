using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>
/// Machines from an image: which forms Azure refuses, what agent and console report. Sources: MachineForms, InstanceViews,
/// BootDiagnostics.
/// </summary>
public sealed class StartingFromAnImage
{
    private const string Version = "2024-07-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";
    private const string Subnet =
        Group + "/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build";
    private const string Card = Group + "/providers/Microsoft.Network/networkInterfaces/nic";
    private const string Machine = Group + "/providers/Microsoft.Compute/virtualMachines/vm";
    private const string Gallery = Group + "/providers/Microsoft.Compute/galleries/gal";

    // Versions of three definitions, of 30 GB each: one that may use Trusted Launch, one that must, one that cannot.
    private static readonly string World = $$"""
        {"resources":[{"id":"{{Gallery}}","location":"eastus2","properties":{} },
        {{Definition("may", "TrustedLaunchSupported")}},{{Definition("must", "TrustedLaunch")}},{{Definition(
            "plain",
            null
        )}},
        {"id":"{{Group}}/providers/Microsoft.Compute/images/managed","location":"eastus2","properties":{"hyperVGeneration":"V2",
        "storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","diskSizeGB":30} } } } ]}
        """;

    [Theory]
    [InlineData("may", "Standard_D2ds_v5", "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},", "", null)]
    [InlineData("must", "Standard_D2ds_v5", "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},", "", null)]
    [InlineData("must", "Standard_D2ds_v5", "", "", "BadRequest")]
    [InlineData(
        "plain",
        "Standard_D2ds_v5",
        "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},",
        "",
        "BadRequest"
    )]
    [InlineData(
        "managed",
        "Standard_D2ds_v5",
        "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},",
        "",
        "BadRequest"
    )]
    [InlineData("may", "Standard_D2_v3", "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},", "", "BadRequest")]
    [InlineData(
        "may",
        "Standard_D2ds_v5",
        "\"securityProfile\":{\"uefiSettings\":{\"secureBootEnabled\":true}},",
        "",
        "InvalidParameter"
    )]
    [InlineData(
        "may",
        "Standard_D2ds_v5",
        "",
        ",\"caching\":\"ReadOnly\",\"diffDiskSettings\":{\"option\":\"Local\"}",
        null
    )]
    [InlineData("may", "Standard_D2ds_v5", "", ",\"diffDiskSettings\":{\"option\":\"Local\"}", "InvalidParameter")]
    [InlineData(
        "may",
        "Standard_D2s_v3",
        "",
        ",\"caching\":\"ReadOnly\",\"diffDiskSettings\":{\"option\":\"Local\",\"placement\":\"ResourceDisk\"}",
        "NotSupported"
    )]
    [InlineData(
        "may",
        "Standard_D2s_v5",
        "",
        ",\"caching\":\"ReadOnly\",\"diffDiskSettings\":{\"option\":\"Local\",\"placement\":\"CacheDisk\"}",
        "NotSupported"
    )]
    [InlineData(
        "may",
        "Standard_D2ds_v5",
        "\"securityProfile\":{\"securityType\":\"TrustedLaunch\"},",
        ",\"diskSizeGB\":50,\"caching\":\"ReadOnly\",\"diffDiskSettings\":{\"option\":\"Local\",\"placement\":\"CacheDisk\"}",
        "NotSupported"
    )]
    [InlineData("may", "Standard_D2ds_v5", "", ",\"diskSizeGB\":20", "OperationNotAllowed")]
    [InlineData("none", "Standard_D2ds_v5", "", "", "GalleryImageNotFound")]
    [InlineData("unmanaged", "Standard_D2ds_v5", "", "", "NotFound")]
    public async Task What_does_not_fit_is_refused(
        string image,
        string size,
        string security,
        string disk,
        string? code
    )
    {
        await using LocalArm arm = await StartAsync();
        Answer answer = await arm.PutAsync(Machine, Body(image, size, security, disk), Version);
        Assert.Equal(code, (string?)answer.Json!["error"]?["code"]);
        if (code is null)
        {
            Assert.Equal(201, answer.Status);
            bool isManaged = !disk.Contains("diffDisk", StringComparison.Ordinal);
            string id = $"{Group}/providers/Microsoft.Compute/disks/vm-os";
            Assert.Equal(isManaged ? 200 : 404, (await arm.GetAsync(id, "2024-03-02")).Status);
        }
    }

    [Fact]
    public async Task The_cores_of_other_machines_count()
    {
        JsonObject world = JsonNode.Parse(World)!.AsObject();
        world["quotas"] = JsonNode.Parse("""{"compute":[{"name":"cores","current":96,"limit":99}]}""");
        await using LocalArm arm = await StartAsync(world.ToJsonString());
        Assert.Equal(201, (await arm.PutAsync(Machine, Body("may"), Version)).Status);
        await CardAsync(arm, $"{Card}-2");
        string second = Body("may").Replace("Interfaces/nic\"", "Interfaces/nic-2\"", StringComparison.Ordinal);
        Answer answer = await arm.PutAsync($"{Machine}-2", second, Version);
        Assert.Equal("OperationNotAllowed", (string?)answer.Json!["error"]!["code"]);
        Assert.Contains("exceeding approved cores quota", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_restart_and_console_are_reported()
    {
        await using LocalArm arm = await StartAsync();
        Assert.Equal(404, (await arm.GetAsync($"{Machine}/instanceView", Version)).Status);
        Assert.Equal(201, (await arm.PutAsync(Machine, Body("may"), Version)).Status);
        JsonNode view = (await arm.GetAsync($"{Machine}/instanceView", Version)).Json!;
        Assert.Equal("Ready", (string?)view["vmAgent"]!["statuses"]![0]!["displayStatus"]);
        Assert.Equal(202, (await arm.PostAsync($"{Machine}/restart", "", Version)).Status);
        JsonNode console = (await arm.PostAsync($"{Machine}/retrieveBootDiagnosticsData", "", Version)).Json!;
        Assert.Contains("&sig=", (string?)console["serialConsoleLogBlobUri"], StringComparison.Ordinal);
        Answer wrong = await arm.PostAsync(
            $"{Machine}/retrieveBootDiagnosticsData?api-version={Version}&sasUriExpirationTimeInMinutes=2000",
            "",
            Version
        );
        Assert.Equal(400, wrong.Status);
    }

    [Fact]
    public async Task Image_and_custom_data_stay_and_the_latter_is_not_returned()
    {
        await using LocalArm arm = await StartAsync();
        string body = Body("may")
            .Replace(
                "\"computerName\"",
                "\"customData\":\"I2Nsb3VkLWNvbmZpZwo=\",\"computerName\"",
                StringComparison.Ordinal
            );
        Assert.Equal(201, (await arm.PutAsync(Machine, body, Version)).Status);
        Assert.Null((await arm.GetAsync(Machine, Version)).Json!["properties"]!["osProfile"]!["customData"]);
        Assert.Equal(200, (await arm.PutAsync(Machine, body, Version)).Status);
        foreach (
            string other in new[]
            {
                body.Replace("I2Ns", "I2Nt", StringComparison.Ordinal),
                body.Replace("/images/may/", "/images/must/", StringComparison.Ordinal),
            }
        )
        {
            Answer refused = await arm.PutAsync(Machine, other, Version);
            Assert.Equal((409, "PropertyChangeNotAllowed"), (refused.Status, refused.Code));
        }
        string wrong = body.Replace("I2Nsb3VkLWNvbmZpZwo=", "#cloud-config", StringComparison.Ordinal);
        Assert.Equal("InvalidParameter", (await arm.PutAsync($"{Machine}-2", wrong, Version)).Code);
    }

    private static async Task<LocalArm> StartAsync(string? world = null)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, world ?? World, TestContext.Current.CancellationToken);
            LocalArm arm = await LocalArm.StartAsync(new LocalAzureOptions { WorldFile = file });
            await CardAsync(arm, Card);
            return arm;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task CardAsync(LocalArm arm, string id) =>
        Assert.Equal(
            201,
            (
                await arm.PutAsync(
                    id,
                    $$$$"""{"location":"eastus2","properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{Subnet}}}}"}}}]}}""",
                    "2024-05-01"
                )
            ).Status
        );

    private static string Definition(string name, string? security) =>
        $$"""
            {"id":"{{Gallery}}/images/{{name}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2",
            "architecture":"x64","identifier":{"publisher":"p","offer":"{{name}}","sku":"s"}{{(
                security is null ? "" : $",\"features\":[{{\"name\":\"SecurityType\",\"value\":\"{security}\"}}]"
            )}} } },
            {"id":"{{Gallery}}/images/{{name}}/versions/1.0.0","location":"eastus2","properties":{"publishingProfile":{"targetRegions":[{"name":"eastus2"}] },
            "storageProfile":{"osDiskImage":{"sizeInGB":30} } } }
            """;

    private static string Body(
        string image,
        string size = "Standard_D2ds_v5",
        string security = "",
        string disk = ""
    ) =>
        $$$$"""
            {"location":"eastus2","properties":{"hardwareProfile":{"vmSize":"{{{{size}}}}"},{{{{security}}}}
            "storageProfile":{"osDisk":{"name":"vm-os","createOption":"FromImage","deleteOption":"Delete"{{{{disk}}}}},
            "imageReference":{"id":"{{{{(
                image.EndsWith("managed", StringComparison.Ordinal)
                    ? $"{Group}/providers/Microsoft.Compute/images/{image}"
                    : $"{Gallery}/images/{image}/versions/1.0.0"
            )}}}}"}},"diagnosticsProfile":{"bootDiagnostics":{"enabled":true}},
            "osProfile":{"computerName":"vm","adminUsername":"smoke","linuxConfiguration":{"disablePasswordAuthentication":true,
            "ssh":{"publicKeys":[{"path":"/home/smoke/.ssh/authorized_keys","keyData":"ssh-ed25519 AAAA"}]}}},
            "networkProfile":{"networkInterfaces":[{"id":"{{{{Card}}}}","properties":{"deleteOption":"Delete"}}]}}}
            """;
}
