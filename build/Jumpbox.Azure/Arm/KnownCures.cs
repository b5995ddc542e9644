namespace Jumpbox.Azure.Arm;

/// <summary>What to do about common failures, by error code. Details are in docs/failures.</summary>
internal static class KnownCures
{
    private static readonly (string[] Signs, string Cure)[] Cures =
    [
        (
            ["AuthorizationFailed", "LinkedAuthorizationFailed"],
            "Grant the signed-in account the permission in the message, at the scope in the message. A new assignment "
                + "takes up to ten minutes to take effect; sign in again if it is new. docs/permissions.md lists what each target needs."
        ),
        (
            [
                "InvalidAuthenticationToken",
                "InvalidAuthenticationTokenTenant",
                "ExpiredAuthenticationToken",
                "AuthenticationFailed",
            ],
            "Sign in again to the tenant of the subscription: az login --tenant <tenant>."
        ),
        (
            ["SubscriptionNotFound", "InvalidSubscriptionId"],
            "Check 'subscription' in the settings and that the signed-in account can see it: az account list --output table."
        ),
        (
            ["MissingSubscriptionRegistration", "SubscriptionNotRegistered"],
            "Register the resource provider in the message: ./build.sh --target=Prereqs shows the command."
        ),
        (
            ["RequestDisallowedByPolicy"],
            "A policy of your organisation forbids this. Ask for an exemption, or comply with it: 'tags' and "
                + "'buildVm.managedResourceTags' in the settings add tags to everything that is created."
        ),
        (
            ["PrincipalNotFound"],
            "The new identity has not replicated to every directory server yet. Run the same command again in a minute."
        ),
        (
            ["ScopeLocked"],
            "A lock protects the resource or its group. Find it with: az lock list --resource-group <group>; remove it, then run again."
        ),
        (
            ["QuotaExceeded", "OperationNotAllowedQuota", "SkuNotAvailable"],
            "The region has no capacity or quota for this size. Choose another 'buildVm.size' or request more quota."
        ),
        (
            ["ResourceGroupBeingDeleted"],
            "The resource group is being deleted. Wait until it no longer exists, then run the same command again."
        ),
        (
            ["CertificateRefused"],
            "The server's certificate is not trusted. Behind a TLS-inspecting proxy, add its certificate authority to this machine's trust store."
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
            "Azure limits the rate of these requests. Wait a few minutes, then run the same command again."
        ),
    ];

    public static string? For(AzureFault fault) =>
        Cures.FirstOrDefault(known => known.Signs.Any(sign => fault.Mentions(sign) || fault.Code == sign)).Cure
        ?? (
            fault.Status >= 500
                ? "Azure had an internal error. Run the same command again: it continues where it stopped. "
                    + "If the error persists, contact Microsoft support with the correlation id."
                : null
        );
}
