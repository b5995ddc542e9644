namespace Jumpbox.Azure.Arm;

internal static class ArmPaths
{
    public static string Scope(string subscription, string? resourceGroup) =>
        resourceGroup is null
            ? $"/subscriptions/{subscription}"
            : $"/subscriptions/{subscription}/resourceGroups/{resourceGroup}";
}
