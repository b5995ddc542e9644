namespace Jumpbox.Azure.Arm;

/// <summary>What to do about the failures that people meet, by code. The long form is in docs/failures.</summary>
internal static class KnownCures
{
    private static readonly (string[] Signs, string Cure)[] Cures =
    [
        (
            ["AuthorizationFailed", "LinkedAuthorizationFailed"],
            "Give the signed-in account the permission that the message names, at the scope that it names. A new assignment "
                + "takes up to ten minutes to work; sign in again if it was just given. docs/permissions.md lists what each target needs."
        ),
        (
            [
                "InvalidAuthenticationToken",
                "InvalidAuthenticationTokenTenant",
                "ExpiredAuthenticationToken",
                "AuthenticationFailed",
            ],
            "Sign in again to the tenant that the subscription belongs to: az login --tenant <tenant>."
        ),
        (
            ["SubscriptionNotFound", "InvalidSubscriptionId"],
            "Check 'subscription' in the settings and that the signed-in account sees it: az account list --output table."
        ),
        (
            ["MissingSubscriptionRegistration", "SubscriptionNotRegistered"],
            "Register the provider that the message names: ./build.sh --target=Prereqs shows the command."
        ),
        (
            ["RequestDisallowedByPolicy"],
            "A policy of the organisation forbids this. Ask for an exemption, or satisfy it: 'tags' and "
                + "'buildVm.managedResourceTags' in the settings put tags on everything that is made."
        ),
        (
            ["PrincipalNotFound"],
            "The new identity has not reached every directory server yet. Run the same command again in a minute."
        ),
        (
            ["ScopeLocked"],
            "A lock protects the resource or its group. Find it with: az lock list --resource-group <group>; remove it, then run again."
        ),
        (
            ["QuotaExceeded", "OperationNotAllowedQuota", "SkuNotAvailable"],
            "The region has no room for this size under your quota. Choose another 'buildVm.size' or ask for more quota."
        ),
        (
            ["ResourceGroupBeingDeleted"],
            "The resource group is being deleted. Wait until it is gone, then run the same command again."
        ),
        (
            ["CertificateRefused"],
            "The server's certificate is not trusted here. Behind an inspecting proxy, add its authority to this machine's trust store."
        ),
        (
            [
                "ConnectionRefused",
                "HostNotFound",
                "NoData",
                "NetworkUnreachable",
                "HostUnreachable",
                "TryAgain",
                "TimedOut",
                "NoAnswer",
                "ConnectionReset",
            ],
            "Check this machine's proxy (HTTPS_PROXY, NO_PROXY), DNS and VPN, then run the same command again: it continues where it stopped."
        ),
        (
            ["TooManyRequests", "SubscriptionRequestsThrottled"],
            "Azure limits how often this may be asked. Wait some minutes, then run the same command again."
        ),
    ];

    public static string? For(AzureFault fault) =>
        Cures.FirstOrDefault(known => known.Signs.Any(sign => fault.Mentions(sign) || fault.Code == sign)).Cure
        ?? (
            fault.Status >= 500
                ? "Azure had a fault of its own. Run the same command again: it continues where it stopped. "
                    + "If it stays, give Microsoft's support the correlation id."
                : null
        );
}
