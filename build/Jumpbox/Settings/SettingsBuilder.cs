using System.Globalization;

namespace Jumpbox.Settings;

/// <summary>Creates the typed settings from validated values and checks that they are consistent.</summary>
internal static class SettingsBuilder
{
    /// <summary>
    /// Builds the settings; the problems of missing or wrong values are in <paramref name="values"/>.
    /// </summary>
    public static JumpboxSettings Build(SettingValues values)
    {
        JumpboxSettings settings = Read(values);
        CheckNetwork(values, settings);
        FallbackSizes.Check(values, settings);
        CheckDistribution(values, settings);
        GallerySettingsReading.Check(values, settings);
        LifeSettingsReading.Check(values, settings);
        CheckMirrors(values, settings);
        CheckRemainders(values, settings);
        CheckLicences(values, settings);
        CheckSigners(values, settings);
        ScanSettingsReading.Check(values, settings);
        SmokeSettingsReading.Check(values, settings);
        RolloutSettingsReading.Check(values, settings);
        CheckTokenHosts(values, settings);
        CheckPrices(values, settings);
        TagLimits.Check(values);
        return settings;
    }

    private static JumpboxSettings Read(SettingValues values)
    {
        // A missing required value is already recorded as a problem; the placeholder is never returned.
        ResourceId missing = ResourceId.Parse(
            $"/subscriptions/{Guid.Empty}/resourceGroups/missing/providers/Microsoft.Network/virtualNetworks/missing/subnets/missing"
        );
        string cloud = values.Text("cloud")!;
        ResourceId buildSubnet = values.Id("network.buildSubnetId") ?? missing;
        string name = values.Text("image.name")!;
        string? region = values.Text("location");
        SmokeSettings smoke = SmokeSettingsReading.Read(values);
        return new JumpboxSettings
        {
            Cloud = cloud,
            SubscriptionId = values.Text("subscription") ?? buildSubnet.SubscriptionId,
            Tenant = values.Text("tenant"),
            Region = region,
            // The region is part of the default, so that one name can be built in several regions of a subscription.
            ResourceGroups = new ResourceGroupSettings(
                values.Text("resourceGroups.builder") ?? $"rg-{name}-{region}",
                values.Text("resourceGroups.image") ?? $"rg-{name}-images"
            ),
            Network = new NetworkSettings(buildSubnet, values.Id("network.containerInstanceSubnetId"))
            {
                ProbeImage = values.Text("network.probeImage"),
                ProbeAccount = values.Text("network.probeAccount"),
            },
            Roles = new RoleSettings(values.Choice<RoleKind>("roles.kind"))
            {
                AreAssignedBefore = values.Text("roles.assigned") == "beforehand",
            },
            Image = new ImageSettings(
                name,
                values.Text("image.architecture")!,
                new BaseImageSettings(
                    values.Text("image.base.publisher")!,
                    values.Text("image.base.offer")!,
                    values.Text("image.base.sku")!,
                    values.Text("image.base.version")!,
                    values.Id("image.base.imageId")
                )
                {
                    AllowUnsupported = values.Boolean("image.base.allowUnsupported"),
                },
                new DistributionSettings(
                    values.Choice<DistributionKind>("image.distribute.kind"),
                    values.Id("image.distribute.galleryImageId"),
                    values.Text("image.distribute.galleryVersion"),
                    values.List("image.distribute.replicationRegions")
                )
                {
                    Versioning = Versioning(values),
                }
            ),
            Gallery = GallerySettingsReading.Read(values),
            Environments = LifeSettingsReading.Environments(values),
            RefreshPackageDays = values.Integer("refresh.packageDays"),
            Retention = LifeSettingsReading.Retention(values),
            BuildVm = new BuildVmSettings(
                values.Text("buildVm.size")!,
                values.Integer("buildVm.osDiskSizeGB"),
                values.Text("buildVm.proxySize"),
                values.Integer("buildVm.timeoutMinutes"),
                values.Integer("buildVm.attempts"),
                values.Id("buildVm.stagingResourceGroup"),
                values.Map<string>("buildVm.managedResourceTags"),
                values.Text("buildVm.onCustomizerError")!
            )
            {
                FallbackSizes = values.List("buildVm.fallbackSizes"),
            },
            Tools = KubectlSetting.Tools(values),
            KubectlFollowsClusters = KubectlSetting.Follows(values),
            Bundle = values.Choice<ToolBundle>("tools.bundle"),
            Customizer = new CustomizerSettings(
                values.Boolean("customizer.upgrade"),
                values.Map<string>("customizer.keep"),
                values.Text("customizer.proxy"),
                values.List("customizer.noProxy"),
                values.Map<string>("customizer.environment"),
                values.List("customizer.hosts"),
                Profile(values.Text("customizer.profile")!),
                values.Map<string>("customizer.optOuts"),
                values.Integer("customizer.stepMinutes")
            )
            {
                AzExtensions = values.List("customizer.azExtensions"),
                Packages = values.List("customizer.packages"),
                Motd = values.Text("customizer.motd"),
            },
            GitHubApi = values.Text("gitHub.api")!,
            GitHubTokenHosts = values.List("gitHub.tokenHosts"),
            Mirrors = values.Map<string>("mirrors"),
            Tags = values.Map<string>("tags"),
            Cleanup = values.Choice<CleanupLevel>("cleanup"),
            SweepsUnattended = values.Text("sweep.unattended") == "policy",
            Gate = ScanSettingsReading.Read(
                values,
                new GateSettings(
                    values.Integer("gate.lockCheckedWithinDays"),
                    values.Integer("gate.maximumAgeDays"),
                    values.List("gate.allowedBaseImages"),
                    values.List("gate.deniedLicences"),
                    values.Boolean("gate.allowSkips")
                )
                {
                    Signers = [.. values.List("gate.signers").Select(SignerSetting.Parse).OfType<SignerSetting>()],
                    TrustedRoot = values.Text("gate.trustedRoot"),
                    AcceptUnsigned = values.Text("gate.unsigned") == "accept",
                    MaximumPackageAgeDays = values.Integer("gate.maximumPackageAgeDays"),
                    MaximumBaseImageAgeDays = values.Integer("gate.maximumBaseImageAgeDays"),
                    LeavesOutSmoke = smoke.LeftOut,
                    SmokeOptOuts = smoke.OptOuts,
                    MinimumAssessed = values.Integer("gate.minimumAssessed"),
                    Hardening = Profile(values.Text("customizer.profile")!),
                    HardeningOptOuts = values.Map<string>("customizer.optOuts"),
                    SmokeClusterChecks = ClusterChecks.Names(smoke),
                    UnknownLicences = values.Choice<UnknownLicences>("gate.unknownLicences"),
                }
            ),
            Scan = ScanSettingsReading.Read(values),
            Smoke = smoke,
            Rollout = RolloutSettingsReading.Read(values),
            SigningKey = values.Text("signing.key") ?? (cloud == "local" ? "local" : "none"),
            Prices = values.Map<decimal>("prices"),
            Skip = values.Map<string>("skip"),
        };
    }

    private static void CheckNetwork(SettingValues values, JumpboxSettings settings)
    {
        NetworkSettings network = settings.Network;
        if (values.Id("network.buildSubnetId") is null)
        {
            return;
        }
        RequireSubscription(values, "network.buildSubnetId", network.BuildSubnetId, settings.SubscriptionId);
        if (network.ContainerInstanceSubnetId is ResourceId containers)
        {
            if (containers.Equals(network.BuildSubnetId))
            {
                values.Reject(
                    "network.containerInstanceSubnetId",
                    "a different subnet than network.buildSubnetId",
                    null
                );
            }
            else if (!containers.Parent!.Equals(network.VirtualNetworkId))
            {
                values.Reject(
                    "network.containerInstanceSubnetId",
                    $"a subnet of the build subnet's virtual network {network.VirtualNetworkId.Name}",
                    null
                );
            }
            if (settings.BuildVm.ProxySize is not null)
            {
                values.Reject(
                    "buildVm.proxySize",
                    "no value: with a container-instance subnet there is no proxy VM",
                    null
                );
            }
        }
        if (settings.BuildVm.StagingResourceGroup is ResourceId staging)
        {
            RequireSubscription(values, "buildVm.stagingResourceGroup", staging, settings.SubscriptionId);
        }
    }

    private static void RequireSubscription(SettingValues values, string path, ResourceId id, string subscription)
    {
        if (!id.SubscriptionId.Equals(subscription, StringComparison.OrdinalIgnoreCase))
        {
            values.Reject(path, $"a resource of the subscription {subscription}, in which the image is built", null);
        }
    }

    private static void CheckDistribution(SettingValues values, JumpboxSettings settings)
    {
        DistributionSettings distribute = settings.Image.Distribute;
        if (distribute.Kind == DistributionKind.Gallery)
        {
            if (distribute.GalleryImageId is null)
            {
                values.Reject(
                    "image.distribute.galleryImageId",
                    "the id of an image definition, since kind is gallery",
                    null
                );
            }
            if (distribute is { Versioning: VersioningKind.Fixed, GalleryVersion: null })
            {
                values.Reject("image.distribute.galleryVersion", "a version, since versioning is fixed", "1.0.0");
            }
            if (distribute is { Versioning: VersioningKind.Date, GalleryVersion: not null })
            {
                values.Reject("image.distribute.galleryVersion", "no value, since versioning is date", null);
            }
        }
        else if (settings.Image.Architecture == "arm64")
        {
            // Source: Azure documentation, "capture an image": Arm64 only through Compute Gallery.
            values.Reject("image.distribute.kind", "gallery, the only kind that Azure offers for arm64", "gallery");
        }
    }

    // A version that is set by hand stays what it was before there were schemes.
    private static VersioningKind Versioning(SettingValues values) =>
        values.Text("image.distribute.versioning") is not null
            ? values.Choice<VersioningKind>("image.distribute.versioning")
        : values.Text("image.distribute.galleryVersion") is not null ? VersioningKind.Fixed
        : VersioningKind.Semver;

    // Denying a licence that no bill can contain would have no effect.
    private static void CheckLicences(SettingValues values, JumpboxSettings settings)
    {
        foreach (string licence in settings.Gate.DeniedLicences.Where(licence => !LicenceIds.Contains(licence)))
        {
            values.RejectEntry(
                "gate.deniedLicences",
                licence,
                $"an id of the SPDX License List, or LicenseRef-…; did you mean {LicenceIds.Nearest(licence)}?"
            );
        }
    }

    private static void CheckPrices(SettingValues values, JumpboxSettings settings)
    {
        foreach ((string name, decimal price) in settings.Prices.Where(price => price.Value < 0))
        {
            values.RejectEntry(
                "prices",
                name,
                price.ToString(CultureInfo.InvariantCulture),
                "a number of at least 0",
                "0.113"
            );
        }
    }

    private static void CheckTokenHosts(SettingValues values, JumpboxSettings settings)
    {
        foreach (
            string host in settings.GitHubTokenHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
        )
        {
            values.RejectEntry(
                "gitHub.tokenHosts",
                host,
                "a host name without scheme and path, like github.example.com"
            );
        }
    }

    // A signer that is misspelt would refuse the evidence of the one that was meant.
    private static void CheckSigners(SettingValues values, JumpboxSettings settings)
    {
        foreach (string signer in values.List("gate.signers").Where(signer => SignerSetting.Parse(signer) is null))
        {
            values.RejectEntry("gate.signers", signer, SignerSetting.Expected);
        }
        if (settings.Gate.TrustedRoot is null && settings.Gate.Signers.OfType<SignerSetting.Workflow>().Any())
        {
            values.Reject(
                "gate.trustedRoot",
                "the path of a trusted root, since gate.signers has a workflow; gh attestation trusted-root writes it",
                "trusted_root.jsonl"
            );
        }
    }

    private static HardeningProfile Profile(string word) =>
        word switch
        {
            "none" => HardeningProfile.None,
            "cis-l1" => HardeningProfile.CisL1,
            "cis-l2" => HardeningProfile.CisL2,
            _ => HardeningProfile.Ssh,
        };

    // The scripts read the entries as lines with tabs.
    private static void CheckRemainders(SettingValues values, JumpboxSettings settings)
    {
        foreach ((string pattern, string reason) in settings.Customizer.Keep)
        {
            bool known =
                pattern.StartsWith('/') || pattern.Split(':') is ["user" or "sudo" or "package", { Length: > 0 }];
            if (!known || pattern is "/" or "/*" or "/**" || pattern.Any(char.IsControl))
            {
                values.RejectEntry(
                    "customizer.keep",
                    pattern,
                    null,
                    "an absolute path with * and **, user:NAME, sudo:NAME or package:NAME as the key",
                    "/etc/profile.d/corp.sh"
                );
            }
            else if (string.IsNullOrWhiteSpace(reason) || reason.Any(char.IsControl))
            {
                values.RejectEntry(
                    "customizer.keep",
                    pattern,
                    reason,
                    "the reason, on one line",
                    "the corporate proxy"
                );
            }
        }
    }

    private static void CheckMirrors(SettingValues values, JumpboxSettings settings)
    {
        foreach ((string original, string store) in settings.Mirrors)
        {
            bool prefix = original.Contains("://", StringComparison.Ordinal)
                ? IsWebAddress(original)
                : Uri.CheckHostName(original) == UriHostNameType.Dns;
            if (!prefix)
            {
                values.RejectEntry(
                    "mirrors",
                    original,
                    null,
                    "a host name or the beginning of an http(s) URL as the key",
                    "github.com"
                );
            }
            else if (!IsWebAddress(store))
            {
                values.RejectEntry(
                    "mirrors",
                    original,
                    store,
                    "the http(s) URL of your store",
                    "https://store.example/github.com/"
                );
            }
        }
    }

    // The text is used, quoted, in shell scripts and apt's lists; a mirror's URL needs no characters that require quoting.
    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || ":/.-_~%+".Contains(c, StringComparison.Ordinal));
}
