namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>The terminal runs on its own battery (主电源断电).</summary>
internal sealed class PowerCutRule() : VehicleRule(VehicleRuleKey.PowerCut)
{
    protected override VehicleVerdict Judge(VehicleSituation now) => now.Is(VehicleAttributes.PowerCut) ? VehicleVerdict.Holds : VehicleVerdict.Clear;
}
