using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Sbom;

/// <summary>An image with packages of other sources, two tools that Go built, one of Python, one of Rust and one that lists nothing.</summary>
internal static class SampleInventory
{
    public static readonly LogPackage[] Packages =
    [
        OfUbuntu("bash", "5.2.21-2ubuntu4", "bash"),
        OfUbuntu("libc6", "2.39-0ubuntu8", "glibc"),
        OfUbuntu("libc-bin", "2.39-0ubuntu8", "glibc"),
        OfUbuntu("openssh-client", "1:9.6p1-3ubuntu13.19", "openssh"),
    ];

    public static readonly LogModule[] Modules =
    [
        .. Lines(
            """
            opaque azure-cli native 57
            python azure-cli Azure_Core 1.35.0 expression:MIT
            python azure-cli cryptography 45.0.1 classifier:Apache_Software_License;BSD_License
            cpython azure-cli 3.13.7
            go kubectl /usr/local/bin/kubectl go1.24.6
            main kubectl k8s.io/kubernetes (devel)
            dep kubectl github.com/Azure/go-ansiterm v0.0.0-20230124172434-306776ec8161
            dep kubectl github.com/spf13/cobra v1.8.1
            dep kubectl k8s.io/api v0.0.0
            replaced kubectl ./staging/src/k8s.io/api (devel)
            dep kubectl gopkg.in/old v1.0.0
            replaced kubectl github.com/new/old v1.0.1
            go helm /usr/local/bin/helm go1.24.6
            main helm helm.sh/helm/v4 v4.2.0
            dep helm github.com/spf13/cobra v1.8.1
            none jq /usr/local/bin/jq
            rust rg /usr/local/bin/rg -
            crate rg regex 1.12.2
            crate rg ripgrep 15.1.0
            """
        ),
    ];

    public static readonly RenderedContents Contents = new(
        "amd64",
        "noble",
        "20261007T000000Z",
        [
            Tool("azure-cli", "2.91.0", "Azure/azure-cli") with
            {
                Package = "azure-cli",
                PackageVersion = "2.91.0-1~noble",
                AptRepository = "https://packages.microsoft.com/repos/azure-cli",
            },
            Tool("helm", "4.2.0", "helm/helm"),
            Tool("jq", "1.8.2", "jqlang/jq") with
            {
                Cpe = "jqlang:jq",
            },
            Tool("kubectl", "1.36.4", "kubernetes/kubernetes"),
            Tool("rg", "15.1.0", "BurntSushi/ripgrep"),
        ]
    );

    public static readonly ImageRecord Image = SampleRecord.Good;

    public static SoftwareBill Bill(string? problem = null) =>
        SoftwareBill.Create(Image, Contents, new ListedSoftware(Packages, Modules, problem));

    public static IEnumerable<LogModule> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => LogModule.Of(line.Split(' '))!);

    private static LogPackage OfUbuntu(string name, string version, string source) =>
        new(name, version, "amd64")
        {
            Source = source,
            SourceVersion = version,
            Maintainer = "lists.ubuntu.com",
        };

    private static RenderedTool Tool(string name, string version, string repository) =>
        new(
            name,
            version,
            "MIT",
            repository,
            $"v{version}",
            null,
            $"https://files.example/{name}",
            name,
            new string('a', 64),
            null,
            null,
            null,
            ["checksumFile"]
        );
}
