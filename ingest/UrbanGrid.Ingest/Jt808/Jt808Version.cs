namespace UrbanGrid.Ingest.Jt808;

/// <summary>
/// Edition of JT/T 808 (道路运输车辆卫星定位系统 终端通信协议及数据格式). A frame shows only whether it is of 2019 or older; 2011 and
/// 2013 differ in a few bodies, which are told apart by their lengths.
/// </summary>
public enum Jt808Version
{
    /// <summary>JT/T 808-2011.</summary>
    V2011,
    /// <summary>JT/T 808-2013, and whatever is older than 2019 and not told apart.</summary>
    V2013,
    /// <summary>JT/T 808-2019: bit 14 of the body properties is set (版本标识).</summary>
    V2019,
}
