using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Rights;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Checks;

/// <summary>What the checks beside the network's say to a subscription in which everything is right but one thing.</summary>
public sealed class SubscriptionCheckTests
{
    private const string Subscription = $"/subscriptions/{Worlds.Subscription}";
    private const string Builders = "rg-imagebuilders-eastus2";
    private const string Staging = $"{Subscription}/resourceGroups/rg-staging";
    private const string Definition =
        $"{Subscription}/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    private static readonly Dictionary<string, string> NoTags = [];
    private static readonly PermissionSet Owner = new(["*"], [], ["*"], []);
    private static readonly string[] Gallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition}",
        "image.distribute.galleryVersion=1.2.3",
    ];

    [Fact]
    public void Where_everything_is_right_nothing_fails_and_nothing_is_unknown() =>
        Assert.All(
            CheckRegistry.Run(Ready(), NoTags),
            result => Assert.True(result.Status is CheckStatus.Pass or CheckStatus.Skipped, $"{result.Id}")
        );

    [Theory]
    [InlineData("region")]
    [InlineData("vm-size")]
    [InlineData("vm-quota")]
    [InlineData("container-quota")]
    [InlineData("base-image")]
    [InlineData("templates")]
    [InlineData("builder-rights")]
    [InlineData("operator-rights")]
    [InlineData("log-rights")]
    [InlineData("resource-groups")]
    public void What_could_not_be_read_never_passes(string check) =>
        Assert.NotEqual(CheckStatus.Pass, Result(new Facts { Settings = Settings() }, check).Status);

    [Fact]
    public void A_provider_that_is_not_registered_fails_with_the_command() =>
        Fails(
            Ready() with
            {
                Providers = Providers("NotRegistered", ["East US 2"]),
            },
            "providers",
            "Microsoft.VirtualMachineImages"
        );

    [Fact]
    public void A_provider_that_the_cloud_does_not_have_fails() =>
        Fails(
            Ready() with
            {
                Providers = new Dictionary<string, Reading<ProviderState>>
                {
                    ["Microsoft.Compute"] = Readings.Absent<ProviderState>("Microsoft.Compute"),
                },
            },
            "providers",
            "Microsoft.Compute"
        );

    [Fact]
    public void A_region_without_image_templates_fails_and_names_the_nearest_one()
    {
        Finding finding = Fails(Ready() with { Providers = Providers("East US", "West US 3") }, "region", "offered");

        Assert.Contains("location=eastus,", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_names_no_regions_is_unknown() =>
        Assert.Equal(CheckStatus.Unknown, Worst(Ready() with { Providers = Providers() }, "region").Status);

    [Fact]
    public void A_size_that_the_region_does_not_have_fails() =>
        Fails(Ready() with { Size = Readings.Absent<SizeOffer>("Standard_D2ds_v4") }, "vm-size", "size");

    [Fact]
    public void A_restricted_size_fails() =>
        Fails(WithSize(size => size with { Restrictions = ["Zone"] }), "vm-size", "restrictions");

    [Fact]
    public void A_size_of_another_architecture_fails() =>
        Fails(WithSize(size => size with { Architecture = "Arm64" }), "vm-size", "architecture");

    [Fact]
    public void A_size_of_another_generation_than_the_base_image_fails() =>
        Fails(WithSize(size => size with { Generations = "V1" }), "vm-size", "generations");

    [Theory]
    [InlineData("Zone", "x64", "Standard_D2s_v5 is not available")]
    [InlineData(null, "Arm64", "Standard_D2s_v5 is an Arm64 size")]
    [InlineData("absent", "x64", "has no VM size Standard_D2s_v5")]
    [InlineData("unread", "x64", "Whether the region offers the fallback size Standard_D2s_v5")]
    public void A_fallback_size_that_cannot_be_used_is_told_and_does_not_fail(
        string? what,
        string architecture,
        string told
    )
    {
        SizeOffer offer = new(
            "Standard_D2s_v5",
            "standardDSv5Family",
            2,
            what is "Zone" ? ["Zone"] : [],
            "V1,V2",
            architecture
        );
        Jumpbox.Checks.Facts ready = Ready();
        Jumpbox.Checks.Facts facts = ready with
        {
            Settings = ready.Settings with { BuildVm = ready.Settings.BuildVm with { FallbackSizes = [offer.Name] } },
            FallbackSizes = what is "unread"
                ? []
                : new Dictionary<string, Reading<SizeOffer>>
                {
                    [offer.Name] = what is "absent" ? Readings.Absent<SizeOffer>(offer.Name) : Present(offer),
                },
        };

        Finding worst = Worst(facts, "vm-size");

        Assert.Contains(told, worst.Message, StringComparison.Ordinal);
        Assert.Equal(what is "unread" ? CheckStatus.Unknown : CheckStatus.Warn, worst.Status);
    }

    [Fact]
    public void A_used_up_quota_of_machines_fails() =>
        Fails(
            Ready() with
            {
                ComputeQuota = Present<IReadOnlyList<Quota>>([
                    new("standardDDSv4Family", 99, 100),
                    new("cores", 0, 100),
                ]),
            },
            "vm-quota",
            "quota"
        );

    [Fact]
    public void A_used_up_quota_of_containers_fails() =>
        Fails(
            Ready() with
            {
                ContainerQuota = Present<IReadOnlyList<Quota>>([new("StandardCores", 9, 10)]),
            },
            "container-quota",
            "quota"
        );

    [Fact]
    public void A_base_image_that_is_not_offered_fails() =>
        Fails(Ready() with { BaseImage = Readings.Absent<BaseImageOffer>("ubuntu") }, "base-image", "image");

    [Theory]
    [InlineData("Deprecated", null)]
    [InlineData("Active", -1)]
    public void A_deprecated_base_image_fails(string state, int? days) =>
        Fails(WithBase(image => image with { State = state, DeprecatesOn = In(days) }), "base-image", "deprecatesOn");

    [Theory]
    [InlineData("ScheduledForDeprecation", null)]
    [InlineData("Active", 30)]
    public void A_base_image_that_will_be_deprecated_is_a_warning(string state, int? days) =>
        Assert.Equal(
            CheckStatus.Warn,
            Worst(WithBase(image => image with { State = state, DeprecatesOn = In(days) }), "base-image").Status
        );

    [Fact]
    public void A_base_image_of_another_architecture_fails() =>
        Fails(WithBase(image => image with { Architecture = "Arm64" }), "base-image", "architecture");

    [Theory]
    [InlineData(true, CheckStatus.Pass)]
    [InlineData(false, CheckStatus.Fail)]
    [InlineData(null, CheckStatus.Unknown)]
    public void The_terms_of_a_base_image_with_a_plan_must_be_accepted(bool? accepted, CheckStatus status)
    {
        Facts facts = WithBase(image => image with { Plan = "pro" }) with
        {
            Terms = accepted is { } known ? Present(known) : Readings.Unreadable<bool>("terms", "refused"),
        };

        Assert.Equal(status, Worst(facts, "base-image").Status);
    }

    [Theory]
    [InlineData(true, CheckStatus.Pass)]
    [InlineData(false, CheckStatus.Fail)]
    public void A_custom_base_image_must_exist(bool exists, CheckStatus status)
    {
        Facts facts = Ready($"image.base.imageId={Definition}/versions/3.0.0");

        Assert.Equal(
            status,
            Worst(
                exists ? facts : facts with { BaseImage = Readings.Absent<BaseImageOffer>("own") },
                "base-image"
            ).Status
        );
    }

    [Fact]
    public void A_gallery_definition_that_fits_passes() =>
        Assert.Equal(CheckStatus.Pass, Worst(WithGallery(definition => definition), "gallery").Status);

    [Fact]
    public void A_missing_gallery_definition_is_created_later() =>
        Assert.Contains(
            "the target Identity creates it",
            Worst(Ready(Gallery) with { Gallery = Readings.Absent<GalleryDefinition>("jumpbox") }, "gallery").Message
        );

    [Fact]
    public void A_feature_that_the_existing_definition_lacks_is_a_warning() =>
        Assert.Equal(
            CheckStatus.Warn,
            Worst(WithGallery(definition => definition, "gallery.definition.hibernation=true"), "gallery").Status
        );

    [Fact]
    public void A_base_image_of_another_security_type_fails() =>
        Fails(
            WithGallery(definition => definition) with
            {
                BaseImage = Present(
                    new BaseImageOffer("1.0.0", "V2", "x64", "Active", null, null) { SecurityType = "ConfidentialVM" }
                ),
            },
            "gallery",
            "securityType"
        );

    [Fact]
    public void A_gallery_definition_for_Windows_fails() =>
        Fails(WithGallery(definition => definition with { OsType = "Windows" }), "gallery", "osType");

    [Fact]
    public void A_gallery_definition_of_another_architecture_fails() =>
        Fails(WithGallery(definition => definition with { Architecture = "Arm64" }), "gallery", "architecture");

    [Fact]
    public void A_gallery_definition_of_another_generation_fails() =>
        Fails(WithGallery(definition => definition with { Generation = "V1" }), "gallery", "generation");

    [Fact]
    public void A_gallery_definition_with_trusted_launch_alone_is_a_warning() =>
        Assert.Equal(
            CheckStatus.Warn,
            Worst(WithGallery(definition => definition with { SecurityType = "TrustedLaunch" }), "gallery").Status
        );

    [Fact]
    public void Replication_must_include_the_region_of_the_build() =>
        Fails(
            WithGallery(definition => definition, "image.distribute.replicationRegions=westeurope"),
            "gallery",
            "replicationRegions"
        );

    [Fact]
    public void A_gallery_version_that_is_free_passes() =>
        Assert.Equal(
            CheckStatus.Pass,
            Worst(
                Ready(Gallery) with
                {
                    ExistingImage = Readings.Absent<ExistingImage>("1.2.3"),
                },
                "gallery-version"
            ).Status
        );

    [Fact]
    public void A_gallery_version_of_somebody_else_fails() => Fails(WithVersion(NoTags), "gallery-version", "version");

    [Fact]
    public void A_gallery_version_of_ours_with_the_same_content_passes()
    {
        Names names = new(Settings(Gallery));
        Dictionary<string, string> tags = new()
        {
            [TagNames.Owner] = names.Owner,
            [TagNames.ContentHash] = new string('a', 64),
        };

        Assert.Equal(CheckStatus.Pass, Worst(WithVersion(tags), "gallery-version").Status);
    }

    [Fact]
    public void A_gallery_version_is_unknown_where_the_content_is() =>
        Assert.Equal(
            CheckStatus.Unknown,
            Worst(WithVersion(NoTags) with { ContentHash = null }, "gallery-version").Status
        );

    [Theory]
    [InlineData(
        "tags.costCentre",
        "4711",
        "the staging group",
        CreatedKind.StagingGroup,
        "buildVm.managedResourceTags.costCentre=4711"
    )]
    [InlineData("tags['costCentre']", "4711", "the image", CreatedKind.Image, "tags.costCentre=4711")]
    [InlineData("location", "westeurope", "the image", CreatedKind.Image, "location=westeurope")]
    [InlineData(
        "Microsoft.Compute/virtualMachines/sku.name",
        "Standard_D4",
        "the build VM",
        CreatedKind.BuildVm,
        "buildVm.size=Standard_D4"
    )]
    [InlineData(
        "Microsoft.Compute/virtualMachines/sku.name",
        "Standard_D4",
        "the staging group's proxy VM",
        CreatedKind.ProxyVm,
        "buildVm.proxySize=Standard_D4"
    )]
    [InlineData("Microsoft.Compute/images/x", "y", "the image", CreatedKind.Image, "az policy exemption create")]
    [InlineData(
        "Microsoft.Network/x",
        "y",
        "the role assignment at vnet-staging-VM",
        CreatedKind.RoleAssignment,
        "roles.assigned=beforehand"
    )]
    [InlineData("tags.costCentre", "4711", "the resource group rg-staging", CreatedKind.Group, "tags.costCentre=4711")]
    [InlineData(
        "Microsoft.Storage/x",
        "y",
        "the staging account",
        CreatedKind.StorageAccount,
        "Set buildVm.stagingResourceGroup"
    )]
    public void A_policy_that_refuses_fails_with_a_cure_for_what_it_demands(
        string field,
        string value,
        string what,
        CreatedKind kind,
        string cure
    )
    {
        Finding finding = Fails(WithPolicy(what, kind, "Deny", field, [value]), "policies", "resource");

        Assert.StartsWith(cure, finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Modify", "Microsoft.Storage/storageAccounts/allowSharedKeyAccess", CheckStatus.Warn)]
    [InlineData("append", "Microsoft.Storage/storageAccounts/networkAcls", CheckStatus.Warn)]
    [InlineData("Modify", "tags.a", CheckStatus.Pass)]
    [InlineData("Audit", "location", CheckStatus.Pass)]
    public void A_policy_that_changes_what_the_service_needs_is_a_warning(
        string effect,
        string field,
        CheckStatus status
    ) =>
        Assert.Equal(
            status,
            Worst(WithPolicy("the staging account", CreatedKind.StorageAccount, effect, field, []), "policies").Status
        );

    [Fact]
    public void A_policy_that_refuses_a_fallback_size_is_a_warning_with_the_setting()
    {
        Finding finding = Worst(
            WithPolicy(
                "the staging group's fallback VM of size Standard_D4",
                CreatedKind.FallbackVm,
                "Deny",
                "Microsoft.Compute/virtualMachines/sku.name",
                ["Standard_D2"]
            ),
            "policies"
        );

        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains("fallback VM of size Standard_D4", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("buildVm.fallbackSizes", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_policy_refuses_for_every_size_is_said_once()
    {
        Facts facts = WithPolicy("the staging group's build VM", CreatedKind.BuildVm, "Deny", "tags.owner", []);
        IReadOnlyList<PolicyObjection> denial = facts.Policies.Single().Value.Value;

        IReadOnlyList<Finding> findings = Result(
            facts with
            {
                Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>(facts.Policies)
                {
                    [Created("the fallback VM of size Standard_D4", CreatedKind.FallbackVm)] = Present(denial),
                },
            },
            "policies"
        ).Findings;

        Assert.Equal(CheckStatus.Fail, Assert.Single(findings, one => one.Status != CheckStatus.Pass).Status);
    }

    [Fact]
    public void Policies_that_may_not_be_read_are_unknown() =>
        Assert.Equal(
            CheckStatus.Unknown,
            Worst(
                Ready() with
                {
                    Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>
                    {
                        [Created("the image", CreatedKind.Image)] = Readings.Unreadable<IReadOnlyList<PolicyObjection>>(
                            "policies",
                            "refused"
                        ),
                    },
                },
                "policies"
            ).Status
        );

    [Theory]
    [InlineData("Failed", null, "provisioningState")]
    [InlineData("Succeeded", "Running", "runState")]
    public void A_template_that_the_targets_deal_with_is_named_and_no_obstacle(
        string state,
        string? run,
        string evidence
    )
    {
        Finding finding = Worst(Ready() with { Templates = Templates(state, run) }, "templates");

        Assert.Equal(CheckStatus.Pass, finding.Status);
        Assert.Contains(evidence, finding.Evidence.Keys);
    }

    [Fact]
    public void A_template_whose_identity_is_gone_is_a_warning() =>
        Assert.Equal(
            CheckStatus.Warn,
            Worst(
                Ready() with
                {
                    Templates = Templates("Succeeded", null, $"{new Names(Settings()).Identity}"),
                },
                "templates"
            ).Status
        );

    [Fact]
    public void A_staging_group_that_is_empty_and_free_passes() =>
        Assert.Equal(CheckStatus.Pass, Worst(WithStaging(), "staging-group").Status);

    [Fact]
    public void A_staging_group_in_another_region_fails() =>
        Fails(WithStaging(location: "westeurope"), "staging-group", "location");

    [Fact]
    public void A_staging_group_of_another_template_fails() =>
        Fails(WithStaging(tags: new() { ["imageTemplateName"] = "theirs" }), "staging-group", "imageTemplateName");

    [Fact]
    public void A_staging_group_that_holds_something_fails() =>
        Fails(WithStaging("eastus2", null, "/theirs"), "staging-group", "resources");

    [Fact]
    public void A_staging_group_that_a_template_uses_fails() =>
        Fails(
            WithStaging() with
            {
                Templates = Present<IReadOnlyList<TemplateState>>([
                    new(Template, "Succeeded", null, ResourceId.Parse(Staging), []),
                ]),
            },
            "staging-group",
            "template"
        );

    [Fact]
    public void An_identity_with_all_its_roles_passes() =>
        Assert.Equal(CheckStatus.Pass, Worst(WithGrant(Subscription, "*"), "builder-rights").Status);

    [Fact]
    public void An_identity_that_lacks_a_right_is_a_warning_that_names_it()
    {
        Finding finding = Worst(WithGrant(Subscription, "Microsoft.Network/*"), "builder-rights");

        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains("Microsoft.Compute/images/write", finding.Evidence["missing"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_that_Cleanup_took_back_is_no_finding() =>
        Assert.Contains(
            Result(WithGrant(new Names(Settings()).ImageScope.ToString(), "*"), "builder-rights").Findings,
            finding => finding.Status == CheckStatus.Pass
        );

    [Fact]
    public void A_custom_base_image_and_an_own_staging_group_need_rights_too()
    {
        Facts facts = WithGrant(
            Subscription,
            "Microsoft.Network/*",
            $"image.base.imageId={Definition}/versions/3.0.0",
            $"buildVm.stagingResourceGroup={Staging}"
        );

        IReadOnlyList<Finding> findings = Result(facts, "builder-rights").Findings;

        Assert.Contains(findings, finding => finding.Evidence.GetValueOrDefault("scope") == Staging);
        Assert.Contains(findings, finding => finding.Evidence.GetValueOrDefault("scope")?.EndsWith("3.0.0") == true);
    }

    [Theory]
    [InlineData("Microsoft.Authorization/roleAssignments/write", "User Access Administrator")]
    [InlineData("Microsoft.VirtualMachineImages/imageTemplates/*", "Contributor")]
    public void A_right_that_you_lack_fails_with_the_role_that_has_it(string denied, string role)
    {
        Finding[] failures =
        [
            .. Result(WithRights(Owner with { NotActions = [denied] }), "operator-rights")
                .Findings.Where(finding => finding.Status == CheckStatus.Fail),
        ];

        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Contains(role, failure.Cure!.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Rights_that_may_not_be_read_are_unknown() =>
        Assert.Equal(
            CheckStatus.Unknown,
            Worst(
                Ready() with
                {
                    OperatorRights = new Dictionary<string, Reading<IReadOnlyList<PermissionSet>>>
                    {
                        [Subscription] = Readings.Unreadable<IReadOnlyList<PermissionSet>>(Subscription, "refused"),
                    },
                },
                "operator-rights"
            ).Status
        );

    [Theory]
    [InlineData("*", "*", CheckStatus.Pass)]
    [InlineData("Microsoft.Storage/storageAccounts/listKeys/action", "", CheckStatus.Pass)]
    [InlineData("Microsoft.Resources/*", "", CheckStatus.Warn)]
    public void The_log_is_readable_through_blobs_or_keys(string action, string data, CheckStatus status) =>
        Assert.Equal(
            status,
            Worst(WithRights(new PermissionSet([action], [], data.Length > 0 ? [data] : [], [])), "log-rights").Status
        );

    [Theory]
    [InlineData(CreatedKind.Builder, "/resourceGroups/rg-b", "/resourceGroups/rg-b")]
    [InlineData(CreatedKind.Image, "/resourceGroups/rg-i", "/resourceGroups/rg-jumpbox-images")]
    [InlineData(CreatedKind.Group, "", "")]
    [InlineData(CreatedKind.InStaging, "/resourceGroups/rg-staging", "/resourceGroups/rg-staging")]
    public void An_exemption_is_for_the_group_in_which_the_resource_is_created(
        CreatedKind kind,
        string scope,
        string group
    )
    {
        JumpboxSettings settings = Settings($"buildVm.stagingResourceGroup={Subscription}/resourceGroups/rg-staging");
        PolicyObjection denial = new($"{Subscription}/policyAssignments/theirs", "d", "Deny", "x", [], null);
        Assert.EndsWith(
            $" --scope {Subscription}{group}",
            PolicyCure.For(settings, new("it", kind, $"{Subscription}{scope}"), denial).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_log_is_not_known_to_be_readable_where_the_policies_on_its_account_are_not() =>
        Assert.Equal(
            CheckStatus.Unknown,
            Worst(
                Ready() with
                {
                    Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>
                    {
                        [Created("the account", CreatedKind.StorageAccount)] = Readings.Unreadable<
                            IReadOnlyList<PolicyObjection>
                        >("policies", "refused"),
                    },
                },
                "log-rights"
            ).Status
        );

    [Theory]
    [InlineData("Append", "networkAcls.defaultAction", CheckStatus.Warn)]
    [InlineData("Audit", "networkAcls.defaultAction", CheckStatus.Pass)]
    public void A_policy_that_closes_the_account_closes_the_log(string effect, string field, CheckStatus status) =>
        Assert.Equal(
            status,
            Worst(
                WithPolicy("the storage account", CreatedKind.StorageAccount, effect, field, ["Deny"]) with
                {
                    OperatorRights = WithRights(new PermissionSet(["*"], [], ["*"], [])).OperatorRights,
                },
                "log-rights"
            ).Status
        );

    [Fact]
    public void Pins_whose_review_is_due_are_a_warning() =>
        Assert.Equal(CheckStatus.Warn, Worst(Ready() with { Now = In(400)!.Value }, "pins").Status);

    [Theory]
    [InlineData(60, true, false, CheckStatus.Warn)]
    [InlineData(60, true, true, CheckStatus.Warn)]
    [InlineData(60, false, false, CheckStatus.Pass)]
    [InlineData(360, true, true, CheckStatus.Pass)]
    [InlineData(0, true, true, CheckStatus.Pass)]
    public void A_CI_job_may_take_as_long_as_the_build(int minutes, bool hosted, bool declared, CheckStatus status) =>
        Assert.Equal(
            status,
            Worst(
                Ready() with
                {
                    Job = new CiJob("Azure Pipelines", hosted, minutes, declared),
                },
                "job-time-limit"
            ).Status
        );

    private static ResourceId Template =>
        ResourceId.ForResource(
            Worlds.Subscription,
            Builders,
            "Microsoft.VirtualMachineImages/imageTemplates",
            "imgt-earlier"
        );

    private static Facts Ready(params string[] overrides)
    {
        JumpboxSettings settings = Settings(overrides);
        Names names = new(settings);
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        return Worlds.Recommended() with
        {
            Settings = settings,
            Pins = pins,
            Now = In(0)!.Value,
            ContentHash = new string('a', 64),
            Providers = Providers("East US 2", "West US 3"),
            Groups = new[] { names.BuilderGroup, names.ImageGroup }.ToDictionary(
                id => id,
                id => Present(new GroupState(id, "eastus2", NoTags))
            ),
            Size = Present(new SizeOffer("Standard_D2ds_v4", "standardDDSv4Family", 2, [], "V1,V2", "x64")),
            ComputeQuota = Present<IReadOnlyList<Quota>>([new("standardDDSv4Family", 0, 100), new("cores", 0, 100)]),
            ContainerQuota = Present<IReadOnlyList<Quota>>([new("StandardCores", 0, 10)]),
            BaseImage = Present(new BaseImageOffer("24.04.202609040", "V2", "x64", "Active", null, null)),
            Templates = Present<IReadOnlyList<TemplateState>>([]),
            BuilderRights = Readings.Absent<IReadOnlyList<Grant>>("the identity"),
            OperatorRights = new Dictionary<string, Reading<IReadOnlyList<PermissionSet>>>
            {
                [Subscription] = Readings.Present<IReadOnlyList<PermissionSet>>(Subscription, [Owner]),
            },
            Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>
            {
                [Created("the image", CreatedKind.Image)] = Present<IReadOnlyList<PolicyObjection>>([]),
            },
        };
    }

    private static JumpboxSettings Settings(params string[] overrides) => SampleSettings.Read(overrides);

    private static Facts WithSize(Func<SizeOffer, SizeOffer> change) =>
        Ready() with
        {
            Size = Present(change(Ready().Size.Value)),
        };

    private static Facts WithBase(Func<BaseImageOffer, BaseImageOffer> change) =>
        Ready() with
        {
            BaseImage = Present(change(Ready().BaseImage.Value)),
        };

    private static Facts WithGallery(Func<GalleryDefinition, GalleryDefinition> change, params string[] overrides) =>
        Ready([.. Gallery, .. overrides]) with
        {
            Gallery = Present(
                change(
                    new GalleryDefinition(ResourceId.Parse(Definition), "Linux", "V2", "x64", "TrustedLaunchSupported")
                )
            ),
        };

    private static Facts WithVersion(Dictionary<string, string> tags) =>
        Ready(Gallery) with
        {
            ExistingImage = Present(
                new ExistingImage(ResourceId.Parse($"{Definition}/versions/1.2.3"), "Succeeded", tags)
            ),
        };

    private static Facts WithPolicy(string what, CreatedKind kind, string effect, string field, string[] values) =>
        Ready() with
        {
            Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>
            {
                [Created(what, kind)] = Present<IReadOnlyList<PolicyObjection>>([
                    new($"{Subscription}/policyAssignments/theirs", "definition", effect, field, values, "by order"),
                ]),
            },
        };

    private static CreatedResource Created(string what, CreatedKind kind) => new(what, kind, Subscription);

    private static Facts WithStaging(
        string location = "eastus2",
        Dictionary<string, string>? tags = null,
        params string[] resources
    )
    {
        Facts facts = Ready($"buildVm.stagingResourceGroup={Staging}");
        ResourceId id = ResourceId.Parse(Staging);
        return facts with
        {
            Groups = new Dictionary<ResourceId, Reading<GroupState>>(facts.Groups)
            {
                [id] = Present(new GroupState(id, location, tags ?? NoTags)),
            },
            Staging = Present<IReadOnlyList<string>>(resources),
        };
    }

    private static Facts WithGrant(string scope, string action, params string[] overrides) =>
        Ready(overrides) with
        {
            BuilderRights = Present<IReadOnlyList<Grant>>([new(scope, "role", [new([action], [], [], [])])]),
        };

    private static Facts WithRights(PermissionSet set) =>
        Ready() with
        {
            OperatorRights = new Dictionary<string, Reading<IReadOnlyList<PermissionSet>>>
            {
                [Subscription] = Readings.Present<IReadOnlyList<PermissionSet>>(Subscription, [set]),
            },
        };

    private static Reading<IReadOnlyList<TemplateState>> Templates(
        string state,
        string? run,
        params string[] identities
    ) => Present<IReadOnlyList<TemplateState>>([new(Template, state, run, null, identities)]);

    private static Dictionary<string, Reading<ProviderState>> Providers(params string[] regions) =>
        Providers("Registered", regions);

    private static Dictionary<string, Reading<ProviderState>> Providers(string state, string[] regions) =>
        ProviderState.NeededByBuilds.ToDictionary(
            name => name,
            name =>
                Present(
                    new ProviderState(
                        name,
                        state,
                        new Dictionary<string, IReadOnlyList<string>> { ["imageTemplates"] = regions }
                    )
                )
        );

    private static DateTimeOffset? In(int? days) =>
        days is { } known
            ? new DateTimeOffset(
                ToolPins.Load(SampleSettings.Root).Lock.ReviewAt.AddDays(known - 1),
                TimeOnly.MinValue,
                TimeSpan.Zero
            )
            : null;

    private static Reading<T> Present<T>(T value) => Readings.Present("a fact", value);

    private static Finding Fails(Facts facts, string check, string evidence)
    {
        Finding finding = Worst(facts, check);
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains(evidence, finding.Evidence.Keys);
        return finding;
    }

    private static Finding Worst(Facts facts, string check) =>
        Result(facts, check).Findings.MaxBy(finding => finding.Status)!;

    private static CheckResult Result(Facts facts, string check) =>
        CheckRegistry.Run(facts, NoTags).Single(result => result.Id == check);
}
