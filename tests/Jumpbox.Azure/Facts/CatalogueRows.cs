using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>One world for each row of the failure catalogue that can be seen before a build: finding, evidence, cure.</summary>
public sealed class CatalogueRows
{
    [Fact]
    public async Task Row_1_Private_link_policies_are_on()
    {
        PaperAzure azure = Original();
        Subnet(azure, 0)["privateLinkServiceNetworkPolicies"] = "Enabled";
        Finding finding = await FailureAsync(azure, "private-link-policies");
        Assert.Equal("Enabled", finding.Evidence["privateLinkServiceNetworkPolicies"]);
        Assert.Equal(new Fix.DisablePrivateLinkPolicies(ResourceId.Parse(Build)), finding.Cure!.Fix);
    }

    [Fact]
    public async Task Row_2_The_container_subnet_is_not_delegated()
    {
        PaperAzure azure = Recommended();
        Subnet(azure, 1).Remove("delegations");
        Finding finding = await FailureAsync(azure, "container-subnet");
        Assert.Equal("none", finding.Evidence["delegations"]);
        Assert.IsType<Fix.DelegateSubnet>(finding.Cure!.Fix);
    }

    [Fact]
    public async Task Row_3_A_provider_is_not_registered()
    {
        PaperAzure azure = Recommended();
        azure.At(Provider("Microsoft.ContainerInstance"))["registrationState"] = "NotRegistered";
        Finding finding = await FailureAsync(azure, "providers");
        Assert.Equal("NotRegistered", finding.Evidence["Microsoft.ContainerInstance"]);
        Assert.Equal(new Fix.RegisterProvider("Microsoft.ContainerInstance"), finding.Cure!.Fix);
    }

    [Fact]
    public async Task Row_4_The_container_quota_is_used_up()
    {
        PaperAzure azure = Recommended();
        azure.At(ContainerUsages)["value"]![0]!["currentValue"] = 7;
        Finding finding = await FailureAsync(azure, "container-quota");
        Assert.Equal(
            ("7", "10", "4"),
            (finding.Evidence["used"], finding.Evidence["limit"], finding.Evidence["needed"])
        );
        Assert.Contains("az quota update --resource-name StandardCores", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_5_The_VM_quota_is_used_up()
    {
        PaperAzure azure = Recommended();
        azure.At(Usages)["value"]![0]!["currentValue"] = 99;
        Finding finding = await FailureAsync(azure, "vm-quota");
        Assert.Equal("standardDDSv4Family", finding.Evidence["quota"]);
        Assert.Contains("value=101", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_5_The_VM_size_is_restricted_in_the_region()
    {
        PaperAzure azure = Recommended();
        azure.At(Sizes)["value"]![0]!["restrictions"] = Json(
            """[{"type":"Location","reasonCode":"NotAvailableForSubscription"}]"""
        );
        Finding finding = await FailureAsync(azure, "vm-size");
        Assert.Equal("Location: NotAvailableForSubscription", finding.Evidence["restrictions"]);
        Assert.StartsWith("buildVm.size", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_6_A_policy_wants_a_tag_on_the_staging_group()
    {
        PaperAzure azure = Recommended();
        azure.Policies["Microsoft.Resources/subscriptions/resourceGroups"] = Denied("tags.costCentre", "4711");
        Finding finding = await FailureAsync(azure, "policies");
        Assert.Equal(("the staging group", "Deny"), (finding.Evidence["resource"], finding.Evidence["effect"]));
        Assert.Equal("buildVm.managedResourceTags.costCentre=4711", finding.Cure!.Text);
    }

    [Fact]
    public async Task Row_6_The_tag_that_a_policy_wants_is_in_the_settings()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.managedResourceTags.costCentre"] = "4711";
        azure.Policies["Microsoft.Resources/subscriptions/resourceGroups"] = new JsonObject
        {
            ["fieldRestrictions"] = Restriction("tags.costCentre", "4711"),
        };
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("policies")).Status);
    }

    [Fact]
    public async Task Row_6_A_policy_allows_the_size_and_not_that_of_a_later_attempt()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.size"] = "Standard_D2ds_v5";
        azure.Settings["buildVm.fallbackSizes"] = "Standard_D4ds_v5";
        azure.Settings["buildVm.attempts"] = "2";
        azure.Policies["Microsoft.Compute/virtualMachines"] = new JsonObject
        {
            ["fieldRestrictions"] = Restriction("Microsoft.Compute/virtualMachines/sku.name", "Standard_D2ds_v5"),
        };
        Finding finding = await WarningAsync(azure, "policies");
        Assert.Equal("the staging group's fallback VM of size Standard_D4ds_v5", finding.Evidence["resource"]);
        Assert.StartsWith("buildVm.fallbackSizes", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_6_A_policy_allows_other_regions_only()
    {
        PaperAzure azure = Recommended();
        azure.Policies["Microsoft.Compute/images"] = Denied("location", "westeurope");
        Finding finding = await FailureAsync(azure, "policies");
        Assert.Equal("the image", finding.Evidence["resource"]);
        Assert.StartsWith("location=westeurope", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roleDefinitions", "the role definitions", "roles.kind=builtIn")]
    [InlineData("roleAssignments", "the role assignment at vnet-imagebuilder", "roles.assigned=beforehand")]
    public async Task Row_6_A_policy_denies_what_gives_the_builder_its_rights(string type, string what, string cure)
    {
        PaperAzure azure = Recommended();
        azure.Policies[$"Microsoft.Authorization/{type}"] = Denied("type", "none");
        Finding finding = await FailureAsync(azure, "policies");
        Assert.Equal(what, finding.Evidence["resource"]);
        Assert.StartsWith(cure, finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_6_Roles_that_were_assigned_before_are_not_judged()
    {
        PaperAzure azure = Recommended();
        azure.Settings["roles.assigned"] = "beforehand";
        azure.Policies["Microsoft.Authorization/roleAssignments"] = Denied("type", "none");
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("policies")).Status);
    }

    [Fact]
    public async Task Row_7_A_failed_template_is_named_and_no_obstacle()
    {
        PaperAzure azure = Recommended();
        azure.Put(Template("imgt-1"), """{"location":"eastus2","properties":{"provisioningState":"Failed"}}""");
        CheckResult result = (await azure.CheckAsync()).Single(one => one.Id == "templates");
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal((CheckStatus.Pass, "Failed"), (finding.Status, finding.Evidence["provisioningState"]));
        Assert.Contains("the target Template deletes it first", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_9_The_identity_may_not_write_the_image()
    {
        PaperAzure azure = Recommended().WithIdentity();
        azure.Put(Role("img"), RoleJson("Jump box image writer", "Microsoft.Compute/images/read"));
        Finding finding = await WarningAsync(azure, "builder-rights");
        Assert.Equal("Microsoft.Compute/images/write, Microsoft.Compute/images/delete", finding.Evidence["missing"]);
        Assert.Equal("Jump box image writer", finding.Evidence["roles"]);
        Assert.Equal("./build.sh --target=Identity", finding.Cure!.Text);
    }

    [Fact]
    public async Task Row_9_A_role_below_or_beside_the_group_does_not_count()
    {
        PaperAzure azure = Recommended().WithIdentity();
        azure.Put(Assignment("a2"), AssignmentJson($"{ImageGroup}-2", "img"));
        Assert.Equal("none", (await WarningAsync(azure, "builder-rights")).Evidence["roles"]);
    }

    [Fact]
    public async Task Row_9_NotActions_take_rights_away_and_inherited_roles_give_them()
    {
        PaperAzure azure = Recommended().WithIdentity();
        azure.Put(Assignment("a2"), AssignmentJson(Subscription, "img"));
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("builder-rights")).Status);
        azure.At(Role("img"))["properties"]!["permissions"]![0]!["notActions"] = Json(
            """["Microsoft.Compute/images/del*"]"""
        );
        Assert.Equal(
            "Microsoft.Compute/images/delete",
            (await WarningAsync(azure, "builder-rights")).Evidence["missing"]
        );
    }

    [Fact]
    public async Task The_identity_exists_in_another_region()
    {
        PaperAzure azure = Recommended().WithIdentity();
        azure.At(Identity)["location"] = "westeurope";
        Finding finding = await FailureAsync(azure, "builder-rights");
        Assert.Equal(("westeurope", "eastus2"), (finding.Evidence["identityLocation"], finding.Evidence["location"]));
        Assert.StartsWith("resourceGroups.builder", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_may_name_its_region_by_the_display_name()
    {
        PaperAzure azure = Recommended().WithIdentity();
        azure.At(Identity)["location"] = "East US 2";
        _ = await ExpectAsync(azure, "builder-rights", CheckStatus.Pass);
    }

    [Fact]
    public async Task Row_12_A_template_has_lost_its_identity()
    {
        PaperAzure azure = Recommended();
        azure.Put(
            Template("imgt-1"),
            $$$$"""{"location":"eastus2","identity":{"type":"UserAssigned","userAssignedIdentities":{"{{{{Identity}}}}":{}}},"properties":{"provisioningState":"Succeeded"}}"""
        );
        Finding finding = await WarningAsync(azure, "templates");
        Assert.Equal(Identity, finding.Evidence["identity"]);
        Assert.Contains("--target=Identity", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_14_A_failed_build_VM_would_be_left()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.onCustomizerError"] = "abort";
        Assert.Equal("buildVm.onCustomizerError=cleanup", (await WarningAsync(azure, "build-timeout")).Cure!.Text);
    }

    [Theory]
    [InlineData("""{"location":"westeurope"}""", "location", "westeurope")]
    [InlineData("""{"location":"eastus2","tags":{"imageTemplateName":"other"}}""", "imageTemplateName", "other")]
    public async Task Row_16_The_staging_group_is_not_free(string group, string evidence, string value)
    {
        PaperAzure azure = Recommended().Put(Staging, group).Put($"{Staging}/resources", """{"value":[]}""");
        azure.Settings["buildVm.stagingResourceGroup"] = Staging;
        Finding finding = await FailureAsync(azure, "staging-group");
        Assert.Equal(value, finding.Evidence[evidence]);
        Assert.Contains("az group create", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_16_The_staging_group_is_not_empty()
    {
        PaperAzure azure = Recommended()
            .Put(Staging, """{"location":"eastus2"}""")
            .Put($"{Staging}/resources", """{"value":[{"id":"/x/disk-1","type":"Microsoft.Compute/disks"}]}""");
        azure.Settings["buildVm.stagingResourceGroup"] = Staging;
        Assert.Equal("/x/disk-1", (await FailureAsync(azure, "staging-group")).Evidence["resources"]);
    }

    [Fact]
    public async Task Row_16_The_staging_group_is_missing_and_can_be_made()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.stagingResourceGroup"] = Staging;
        Finding finding = await FailureAsync(azure, "resource-groups");
        Assert.Equal(new Fix.CreateGroup(ResourceId.Parse(Staging), "eastus2"), finding.Cure!.Fix);
    }

    [Fact]
    public async Task Row_17_The_time_limit_is_too_short()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.timeoutMinutes"] = "20";
        Finding finding = await WarningAsync(azure, "build-timeout");
        Assert.Equal("20", finding.Evidence["timeoutMinutes"]);
        Assert.Equal("buildVm.timeoutMinutes=240", finding.Cure!.Text);
    }

    [Fact]
    public async Task Row_18_The_CI_job_is_ended_before_the_build()
    {
        PaperAzure azure = Recommended();
        azure.Job = CiJob.Find(new Dictionary<string, string> { ["TF_BUILD"] = "True" });
        Finding finding = await WarningAsync(azure, "job-time-limit");
        Assert.Equal(("60", "240"), (finding.Evidence["jobMinutes"], finding.Evidence["buildMinutes"]));
        Assert.Contains("JUMPBOX_JOB_MINUTES", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_21_The_log_could_not_be_read()
    {
        PaperAzure azure = Recommended();
        azure.Put(Permissions(Subscription), """{"value":[{"actions":["*/read"],"notActions":[]}]}""");
        Finding finding = await WarningAsync(azure, "log-rights");
        Assert.Equal(("False", "False"), (finding.Evidence["blobs"], finding.Evidence["keys"]));
        Assert.Contains("Storage Blob Data Reader", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_22_A_policy_turns_storage_keys_off()
    {
        PaperAzure azure = Recommended();
        azure.Policies["Microsoft.Storage/storageAccounts"] = Denied(
            "Microsoft.Storage/storageAccounts/allowSharedKeyAccess",
            "false"
        );
        Finding finding = await FailureAsync(azure, "policies");
        Assert.Equal("Microsoft.Storage/storageAccounts/allowSharedKeyAccess", finding.Evidence["field"]);
        Assert.Contains("buildVm.stagingResourceGroup", finding.Cure!.Text, StringComparison.Ordinal);
        Assert.Contains("az policy exemption create", finding.Cure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_23_A_service_endpoint_policy_hides_the_staging_storage()
    {
        PaperAzure azure = Recommended();
        string policy = $"{PaperWorlds.Network}/serviceEndpointPolicies/only-ours";
        Subnet(azure, 0)["serviceEndpointPolicies"] = Json($$"""[{"id":"{{policy}}"}]""");
        azure.Put(
            policy,
            $$$$"""
            {"id":"{{{{policy}}}}","properties":{"serviceEndpointPolicyDefinitions":[{"properties":{"service":"Microsoft.Storage",
            "serviceResources":["/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f"]} }]} }
            """
        );
        Assert.Equal(policy, (await FailureAsync(azure, "service-endpoints")).Evidence["policies"]);
    }

    [Fact]
    public async Task Row_24_A_security_rule_blocks_SSH()
    {
        PaperAzure azure = Original()
            .Put(
                SecurityGroup,
                SecurityRules.OriginalTables.Replace(
                    "\"name\":\"ssh-in\",\"properties\":{\"priority\":120",
                    "\"name\":\"ssh-in\",\"properties\":{\"priority\":1200",
                    StringComparison.Ordinal
                )
            );
        Finding finding = await FailureAsync(azure, "security-rules");
        Assert.Equal("snet-build → snet-build TCP 22", finding.Evidence["flow"]);
        Assert.Contains("deny-in (priority 1000, deny)", finding.Evidence["rules"], StringComparison.Ordinal);
        Assert.Contains("destinationPortRange: '22'", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recommended_form_needs_nothing_without_encryption()
    {
        PaperAzure azure = Recommended()
            .Put(
                SecurityGroup,
                SecurityRules.Group(
                    SecurityRules.Rule("ssh", 100, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22"),
                    SecurityRules.Rule("no-http", 100, "Outbound", "Deny", "*", "*", "80")
                )
            );
        Subnet(azure, 0)["networkSecurityGroup"] = Json($$$$"""{"id":"{{{{SecurityGroup}}}}"}""");
        _ = await ExpectAsync(azure, "security-rules", CheckStatus.Pass);
    }

    [Fact]
    public async Task Row_25_A_private_subnet_has_no_way_out()
    {
        PaperAzure azure = Recommended();
        Subnet(azure, 0).Remove("natGateway");
        Finding finding = await FailureAsync(azure, "outbound-access");
        Assert.Equal(("none", "False"), (finding.Evidence["natGateway"], finding.Evidence["defaultOutboundAccess"]));
        Assert.Contains("--nat-gateway", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_26_A_firewall_misses_one_host()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Put(
            $"{Policy}/ruleCollectionGroups/spokes",
            FirewallRules.Allowing(
                $"{Hub}/ipGroups/ipg-builders",
                azure.Hosts().Where(host => host.Host != "release-assets.githubusercontent.com")
            )
        );
        Finding finding = await FailureAsync(azure, "egress-firewall");
        Assert.Equal("release-assets.githubusercontent.com:443", finding.Evidence["blocked"]);
        Assert.Contains(
            "targetFqdns: ['release-assets.githubusercontent.com']",
            finding.Cure!.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Row_26_The_original_procedures_firewall_table_has_rotted()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Put(
            $"{Policy}/ruleCollectionGroups/spokes",
            FirewallRules.Allowing($"{Hub}/ipGroups/ipg-builders", FirewallRules.OriginalTable)
        );
        Finding finding = await FailureAsync(azure, "egress-firewall");
        Assert.All(
            new[] { "dl.k8s.io:443", "cdn.dl.k8s.io:443", "release-assets.githubusercontent.com:443" },
            host => Assert.Contains(host, finding.Evidence["blocked"].Split(", "))
        );
        Assert.DoesNotContain("releases.hashicorp.com", finding.Evidence["blocked"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_26_A_base_policy_blocks_before_the_own_rules_are_asked()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Put(
            $"{Policy}-base/ruleCollectionGroups/corporate",
            FirewallRules.Group(
                60000,
                FirewallRules.Collection(
                    "no-github",
                    60000,
                    "Deny",
                    """{"ruleType":"ApplicationRule","name":"all","sourceAddresses":["*"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*github.com"]}"""
                )
            )
        );
        Finding finding = await FailureAsync(azure, "egress-firewall");
        Assert.Equal("github.com:443 (corporate/no-github/all)", finding.Evidence["blocked"]);
    }

    [Fact]
    public async Task Row_26_A_firewall_that_may_not_be_read_leaves_the_list_to_a_person()
    {
        PaperAzure azure = HubAndSpoke().Refuse($"{Policy}/ruleCollectionGroups");
        Finding finding = await azure.WorstAsync("egress-firewall");
        Assert.Equal(CheckStatus.Unknown, finding.Status);
        Assert.Contains("github.com:443", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_31_The_base_image_is_gone()
    {
        Finding finding = await FailureAsync(Recommended().Remove(BaseImage), "base-image");
        Assert.Equal("Canonical:ubuntu-24_04-lts:server:24.04.202609040", finding.Evidence["image"]);
        Assert.Equal("./build.sh --target=Update --cloud=azure", finding.Cure!.Text);
    }

    [Fact]
    public async Task Row_31_The_base_image_goes_soon()
    {
        PaperAzure azure = Recommended();
        azure.Properties(BaseImage)["imageDeprecationStatus"] = Json(
            """{"imageState":"ScheduledForDeprecation","scheduledDeprecationTime":"2027-02-14T00:00:00Z"}"""
        );
        Assert.Equal("2027-02-14", (await WarningAsync(azure, "base-image")).Evidence["deprecatesOn"]);
        azure.Now = new(2027, 2, 15, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(CheckStatus.Fail, (await azure.WorstAsync("base-image")).Status);
    }

    [Fact]
    public async Task Row_31_The_terms_of_the_base_image_are_not_accepted()
    {
        PaperAzure azure = Recommended();
        azure.Properties(BaseImage)["plan"] = Json("""{"name":"server","product":"p","publisher":"Canonical"}""");
        Finding finding = await FailureAsync(azure, "base-image");
        Assert.Contains("az vm image terms accept", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_32_The_gallery_takes_another_generation()
    {
        string definition = $"{ImageGroup}/providers/Microsoft.Compute/galleries/gal/images/jumpbox";
        PaperAzure azure = Recommended()
            .Put(definition, """{"location":"eastus2","properties":{"osType":"Linux","hyperVGeneration":"V1"}}""");
        azure.Settings["image.distribute.kind"] = "gallery";
        azure.Settings["image.distribute.galleryImageId"] = definition;
        azure.Settings["image.distribute.galleryVersion"] = "1.0.0";
        Assert.Equal("V1", (await FailureAsync(azure, "gallery")).Evidence["generation"]);
    }

    [Fact]
    public async Task Row_32_No_machine_is_made_from_a_VHD()
    {
        PaperAzure azure = Recommended();
        azure.Settings["image.distribute.kind"] = "vhd";
        Assert.StartsWith(
            "image.distribute.kind=managedImage",
            (await WarningAsync(azure, "image-form")).Cure!.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Row_33_The_region_has_no_image_builder()
    {
        PaperAzure azure = Recommended();
        azure.At(Provider("Microsoft.VirtualMachineImages"))["resourceTypes"]![0]!["locations"] = Json(
            """["East US","West Europe"]"""
        );
        Finding finding = await FailureAsync(azure, "region");
        Assert.Equal("eastus, westeurope", finding.Evidence["offered"]);
        Assert.StartsWith("location=eastus,", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_34_The_pins_are_due_for_review()
    {
        PaperAzure azure = Recommended();
        azure.Now = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal("./build.sh --target=Update", (await WarningAsync(azure, "pins")).Cure!.Text);
    }

    [Fact]
    public async Task The_operator_may_not_assign_roles()
    {
        PaperAzure azure = Recommended();
        azure.Put(
            Permissions(Spoke),
            """{"value":[{"actions":["*"],"notActions":["Microsoft.Authorization/*/write","Microsoft.Authorization/*/delete"]}]}"""
        );
        Finding finding = await FailureAsync(azure, "operator-rights");
        Assert.Equal("Microsoft.Authorization/roleAssignments/write", finding.Evidence["missing"]);
        Assert.Contains("\"User Access Administrator\"", finding.Cure!.Text, StringComparison.Ordinal);
    }

    private static string Template(string name) =>
        $"{BuilderGroup}/providers/Microsoft.VirtualMachineImages/imageTemplates/{name}";

    private static JsonObject Denied(string field, string value) =>
        new()
        {
            ["fieldRestrictions"] = Restriction(field, value),
            ["contentEvaluationResult"] = Json(
                """{"policyEvaluations":[{"policyInfo":{"policyDefinitionId":"/def/d1","policyAssignmentId":"/assign/a1"},"evaluationResult":"NonCompliant","effectDetails":{"policyEffect":"Deny"}}]}"""
            ),
        };

    private static JsonNode Restriction(string field, string value) =>
        Json(
            $$$$"""[{"field":"{{{{field}}}}","restrictions":[{"result":"Required","values":["{{{{value}}}}"],"policy":{"policyDefinitionId":"/def/d1","policyAssignmentId":"/assign/a1"}}]}]"""
        );

    private static async Task<Finding> FailureAsync(PaperAzure azure, string check) =>
        await ExpectAsync(azure, check, CheckStatus.Fail);

    private static async Task<Finding> WarningAsync(PaperAzure azure, string check) =>
        await ExpectAsync(azure, check, CheckStatus.Warn);

    private static async Task<Finding> ExpectAsync(PaperAzure azure, string check, CheckStatus status)
    {
        Finding finding = await azure.WorstAsync(check);
        Assert.True(finding.Status == status, $"{finding.Status}: {finding.Message}");
        return finding;
    }
}
