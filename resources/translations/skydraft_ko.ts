<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New</source>
        <translation>새로 만들기(&amp;N)</translation>
    </message>
    <message>
        <source>Start an empty drawing</source>
        <translation>빈 그림을 새로 시작합니다</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a drawing from a file</source>
        <translation>파일에서 그림을 엽니다</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save the drawing</source>
        <translation>그림을 저장합니다</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>다른 이름으로 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the drawing under another name</source>
        <translation>그림을 다른 이름으로 저장합니다</translation>
    </message>
    <message>
        <source>Export as &amp;PNG…</source>
        <translation>PNG로 내보내기(&amp;P)…</translation>
    </message>
    <message>
        <source>Save a picture of the drawing</source>
        <translation>그림을 이미지 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Export as S&amp;VG…</source>
        <translation>SVG로 내보내기(&amp;V)…</translation>
    </message>
    <message>
        <source>Save a picture that stays sharp at every size</source>
        <translation>어떤 크기에서도 선명한 이미지로 저장합니다</translation>
    </message>
    <message>
        <source>Put a picture of the drawing on the clipboard</source>
        <translation>그림을 이미지로 클립보드에 복사합니다</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>창을 닫습니다</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last step</source>
        <translation>마지막 작업을 되돌립니다</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>되돌린 작업을 다시 실행합니다</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>잘라내기(&amp;T)</translation>
    </message>
    <message>
        <source>Move what is selected to the clipboard</source>
        <translation>선택 항목을 잘라내어 클립보드에 넣습니다</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy what is selected to the clipboard</source>
        <translation>선택 항목을 클립보드에 복사합니다</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>붙여넣기(&amp;P)</translation>
    </message>
    <message>
        <source>Add what is on the clipboard to the drawing</source>
        <translation>클립보드 내용을 그림에 추가합니다</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>복제(&amp;U)</translation>
    </message>
    <message>
        <source>Put a copy of what is selected beside it</source>
        <translation>선택 항목 옆에 복사본을 만듭니다</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>삭제(&amp;D)</translation>
    </message>
    <message>
        <source>Remove what is selected from the drawing</source>
        <translation>선택 항목을 그림에서 제거합니다</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>이름 바꾸기(&amp;M)</translation>
    </message>
    <message>
        <source>Change the name of what is selected</source>
        <translation>선택 항목의 이름을 바꿉니다</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>모두 선택(&amp;A)</translation>
    </message>
    <message>
        <source>Select everything on the drawing</source>
        <translation>그림의 모든 항목을 선택합니다</translation>
    </message>
    <message>
        <source>P&amp;roperties</source>
        <translation>속성(&amp;R)</translation>
    </message>
    <message>
        <source>Show the properties of what is selected</source>
        <translation>선택 항목의 속성을 표시합니다</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Show the drawing larger</source>
        <translation>그림을 확대합니다</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>Show the drawing smaller</source>
        <translation>그림을 축소합니다</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>실제 크기(&amp;A)</translation>
    </message>
    <message>
        <source>Show the drawing at 100 %</source>
        <translation>그림을 100%로 표시합니다</translation>
    </message>
    <message>
        <source>&amp;Fit the drawing</source>
        <translation>전체 맞춤(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole drawing</source>
        <translation>그림 전체를 표시합니다</translation>
    </message>
    <message>
        <source>Fit the &amp;selection</source>
        <translation>선택 항목 맞춤(&amp;S)</translation>
    </message>
    <message>
        <source>Show what is selected as large as possible</source>
        <translation>선택 항목을 최대한 크게 표시합니다</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
    <message>
        <source>Let the window take the whole screen, or no longer</source>
        <translation>전체 화면을 켜거나 끕니다</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>Play traffic on the drawing</source>
        <translation>그림 위에서 트래픽을 재생합니다</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>정지(&amp;S)</translation>
    </message>
    <message>
        <source>End the simulation</source>
        <translation>시뮬레이션을 끝냅니다</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>키보드와 마우스(&amp;K)</translation>
    </message>
    <message>
        <source>List every shortcut</source>
        <translation>모든 단축키를 표시합니다</translation>
    </message>
    <message>
        <source>&amp;About Skydraft</source>
        <translation>Skydraft 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>버전과 라이선스</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>계속(&amp;R)</translation>
    </message>
    <message>
        <source>Copy as pict&amp;ure</source>
        <translation>그림으로 복사(&amp;U)</translation>
    </message>
    <message>
        <source>R&amp;ules and routes</source>
        <translation>규칙 및 라우팅(&amp;U)</translation>
    </message>
    <message>
        <source>Edit the security group, network ACL or route table</source>
        <translation>보안 그룹, 네트워크 ACL, 라우팅 테이블을 편집합니다</translation>
    </message>
    <message>
        <source>&amp;Key to the marks</source>
        <translation>표시 범례(&amp;K)</translation>
    </message>
    <message>
        <source>Show what marks and lines mean</source>
        <translation>표시와 선의 뜻을 보여 줍니다</translation>
    </message>
    <message>
        <source>&amp;Exposed to the internet</source>
        <translation>인터넷 노출(&amp;E)</translation>
    </message>
    <message>
        <source>Mark everything that the internet reaches</source>
        <translation>인터넷에서 도달할 수 있는 모든 리소스를 표시합니다</translation>
    </message>
    <message>
        <source>S&amp;cenarios…</source>
        <translation>시나리오(&amp;C)…</translation>
    </message>
    <message>
        <source>Edit loads and faults</source>
        <translation>부하와 장애를 편집합니다</translation>
    </message>
    <message>
        <source>Expected &amp;utilization</source>
        <translation>예상 사용률(&amp;U)</translation>
    </message>
    <message>
        <source>Show how busy the load would keep each resource</source>
        <translation>부하에서 각 리소스가 얼마나 사용될지 표시합니다</translation>
    </message>
</context>
<context>
    <name>Alarm</name>
    <message>
        <source>there are no datapoints to decide by</source>
        <translation>판단할 데이터 포인트가 없음</translation>
    </message>
    <message>
        <source>missing datapoints count as the alarm says</source>
        <translation>누락된 데이터를 경보의 설정에 따라 처리함</translation>
    </message>
    <message>
        <source>threshold crossed: the newest datapoint is %1, the threshold %2</source>
        <translation>임계값을 넘음: 최근 데이터 포인트 %1, 임계값 %2</translation>
    </message>
    <message>
        <source>within the threshold: the newest datapoint is %1, the threshold %2</source>
        <translation>임계값 이내: 최근 데이터 포인트 %1, 임계값 %2</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot;</source>
        <translation>%1: &quot;%2&quot;</translation>
    </message>
</context>
<context>
    <name>Attachment</name>
    <message>
        <source>There is no %1</source>
        <translation>존재하지 않음: %1</translation>
    </message>
    <message>
        <source>%1 is no security group</source>
        <translation>보안 그룹이 아님: %1</translation>
    </message>
    <message>
        <source>%1 cannot have security groups: %2</source>
        <translation>보안 그룹을 연결할 수 없음: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 stands in another VPC (%2) than %3 (%4)</source>
        <translation>VPC가 다름: %1 (%2), %3 (%4)</translation>
    </message>
    <message>
        <source>%1 has %2 already</source>
        <translation>이미 연결됨: %1에 %2</translation>
    </message>
    <message>
        <source>%1 does not have %2</source>
        <translation>연결되어 있지 않음: %1에 %2</translation>
    </message>
</context>
<context>
    <name>Baseline</name>
    <message>
        <source>this is not a baseline of findings</source>
        <translation>기준선 파일이 아닙니다</translation>
    </message>
    <message>
        <source>this version reads baselines of version 1</source>
        <translation>이 버전은 버전 1의 기준선만 읽습니다</translation>
    </message>
    <message>
        <source>a count is 1 to 1000000</source>
        <translation>count는 1에서 1000000 사이입니다</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>two files declare the type &quot;%1&quot;</source>
        <translation>두 파일이 같은 유형 &quot;%1&quot;을(를) 선언하고 있습니다</translation>
    </message>
    <message>
        <source>there is no property set &quot;%1&quot;</source>
        <translation>속성 집합 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>nothing to export: the drawing is empty, or too large for this scale</source>
        <translation>내보낼 내용이 없습니다. 그림이 비어 있거나 이 배율에는 너무 큽니다</translation>
    </message>
    <message>
        <source>the picture could not be encoded</source>
        <translation>이미지를 인코딩하지 못했습니다</translation>
    </message>
    <message>
        <source>the drawing has no scenario &quot;%1&quot; and there is no such file</source>
        <translation>그림에 시나리오 &quot;%1&quot;이(가) 없고 그런 파일도 없습니다</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Mean latency</source>
        <translation>평균 지연 시간</translation>
    </message>
    <message>
        <source>99th percentile</source>
        <translation>99번째 백분위수</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>가용성</translation>
    </message>
    <message>
        <source>percentage points</source>
        <translation>퍼센트포인트</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>%1: too few requests succeeded to compare it.</source>
        <translation>%1: 성공한 요청이 너무 적어 비교할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: no significant difference (95 % interval of %2 minus %3: %4 … %5 %6).</source>
        <translation>%1: 유의미한 차이가 없습니다(%2 − %3의 95% 신뢰 구간: %4 … %5 %6).</translation>
    </message>
    <message>
        <source>%1: %2 is lower by %3 %6 (95 % interval %4 … %5 %6), which is significant.</source>
        <translation>%1: %2이(가) %3 %6 더 낮으며(95% 신뢰 구간 %4 … %5 %6) 유의미합니다.</translation>
    </message>
    <message>
        <source>%1: %2 is higher by %3 %6 (95 % interval %4 … %5 %6), which is significant.</source>
        <translation>%1: %2이(가) %3 %6 더 높으며(95% 신뢰 구간 %4 … %5 %6) 유의미합니다.</translation>
    </message>
    <message>
        <source>%1 is better than %2.</source>
        <translation>%1이(가) %2보다 낫습니다.</translation>
    </message>
    <message>
        <source>%1 and %2 are each better in something.</source>
        <translation>%1와(과) %2은(는) 각각 나은 점이 있습니다.</translation>
    </message>
    <message>
        <source>%1 replications show no significant difference between %2 and %3.</source>
        <translation>%1회 반복에서 %2와(과) %3 사이에 유의미한 차이가 없습니다.</translation>
    </message>
</context>
<context>
    <name>Deployment</name>
    <message>
        <source>all at once</source>
        <translation>한 번에 모두</translation>
    </message>
    <message>
        <source>rolling</source>
        <translation>롤링</translation>
    </message>
    <message>
        <source>rolling with an additional batch</source>
        <translation>추가 배치를 사용한 롤링</translation>
    </message>
    <message>
        <source>immutable</source>
        <translation>변경 불가능</translation>
    </message>
    <message>
        <source>blue/green</source>
        <translation>블루/그린</translation>
    </message>
    <message>
        <source>instance refresh</source>
        <translation>인스턴스 새로 고침</translation>
    </message>
    <message>
        <source>Deploying version %1: %2</source>
        <translation>버전 %1 배포: %2</translation>
    </message>
    <message>
        <source>a user started the deployment</source>
        <translation>사용자가 배포를 시작함</translation>
    </message>
    <message>
        <source>a deployment needs further instances</source>
        <translation>배포에 추가 인스턴스가 필요함</translation>
    </message>
    <message>
        <source>the new version has taken over</source>
        <translation>새 버전이 트래픽을 넘겨받음</translation>
    </message>
    <message>
        <source>an instance refresh replaces the instance</source>
        <translation>인스턴스 새로 고침으로 인스턴스를 교체함</translation>
    </message>
    <message>
        <source>there was no capacity for further instances</source>
        <translation>추가 인스턴스를 시작할 용량이 없음</translation>
    </message>
    <message>
        <source>%1 failed its health checks after the new version was installed</source>
        <translation>새 버전을 설치한 뒤 %1이(가) 상태 확인에 실패함</translation>
    </message>
    <message>
        <source>The deployment failed</source>
        <translation>배포 실패</translation>
    </message>
    <message>
        <source>the deployment is rolled back</source>
        <translation>배포를 롤백함</translation>
    </message>
    <message>
        <source>Rolling back to version %1</source>
        <translation>버전 %1(으)로 롤백</translation>
    </message>
    <message>
        <source>the additional batch is no longer needed</source>
        <translation>추가 배치가 더 이상 필요하지 않음</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>the id &quot;%1&quot; is there twice</source>
        <translation>ID &quot;%1&quot;이(가) 중복되었습니다</translation>
    </message>
    <message>
        <source>this is not a Skydraft document: &quot;format&quot;: &quot;skydraft&quot; is missing</source>
        <translation>Skydraft 문서가 아닙니다. &quot;format&quot;: &quot;skydraft&quot;가 없습니다</translation>
    </message>
    <message>
        <source>the version is a whole number from 1</source>
        <translation>version은 1 이상의 정수여야 합니다</translation>
    </message>
</context>
<context>
    <name>Edit</name>
    <message>
        <source>there is already a resource &quot;%1&quot;</source>
        <translation>리소스 &quot;%1&quot;이(가) 이미 있습니다</translation>
    </message>
    <message>
        <source>there is already a connection &quot;%1&quot;</source>
        <translation>연결 &quot;%1&quot;이(가) 이미 있습니다</translation>
    </message>
    <message>
        <source>there is no resource &quot;%1&quot;</source>
        <translation>리소스 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>there is no connection &quot;%1&quot;</source>
        <translation>연결 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>이름을 %1(으)로 변경</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>다시 연결</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 이동</translation>
    </message>
    <message>
        <source>Move %1 resources</source>
        <translation>리소스 %1개 이동</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 추가</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Resize %1</source>
        <translation>%1 크기 조정</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 변경</translation>
    </message>
    <message>
        <source>Change the title</source>
        <translation>제목 변경</translation>
    </message>
    <message>
        <source>Open the path</source>
        <translation>경로가 통하도록 수정</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 제거</translation>
    </message>
    <message>
        <source>Remove a connection</source>
        <translation>연결 제거</translation>
    </message>
    <message>
        <source>Remove %1 things</source>
        <translation>항목 %1개 제거</translation>
    </message>
    <message>
        <source>Recover unsaved changes</source>
        <translation>저장하지 않은 변경 내용 복구</translation>
    </message>
    <message>
        <source>scenario &quot;%1&quot;</source>
        <translation>시나리오 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>suppression of %1</source>
        <translation>%1의 억제</translation>
    </message>
    <message>
        <source>intent &quot;%1&quot;</source>
        <translation>의도 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no %1</source>
        <translation>%1이(가) 없습니다</translation>
    </message>
    <message>
        <source>this is not the %1</source>
        <translation>%1이(가) 아닙니다</translation>
    </message>
    <message>
        <source>Add an intent</source>
        <translation>의도 추가</translation>
    </message>
    <message>
        <source>Change an intent</source>
        <translation>의도 변경</translation>
    </message>
    <message>
        <source>Remove an intent</source>
        <translation>의도 제거</translation>
    </message>
    <message>
        <source>Suppress %1</source>
        <translation>%1 억제</translation>
    </message>
    <message>
        <source>Report %1 again</source>
        <translation>%1 다시 보고</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>%1 연결</translation>
    </message>
    <message>
        <source>Change inbound rules of %1</source>
        <translation>%1 인바운드 규칙 변경</translation>
    </message>
    <message>
        <source>Change outbound rules of %1</source>
        <translation>%1 아웃바운드 규칙 변경</translation>
    </message>
    <message>
        <source>Change routes of %1</source>
        <translation>%1 라우팅 변경</translation>
    </message>
    <message>
        <source>Make %1 the main route table</source>
        <translation>기본 라우팅 테이블로 설정: %1</translation>
    </message>
    <message>
        <source>%1 is no main route table any more</source>
        <translation>기본 라우팅 테이블 해제: %1</translation>
    </message>
    <message>
        <source>Associate %1 with %2</source>
        <translation>서브넷 연결: %1 → %2</translation>
    </message>
    <message>
        <source>End the association of %1 with %2</source>
        <translation>서브넷 연결 해제: %1 → %2</translation>
    </message>
    <message>
        <source>Take %1 away from %2</source>
        <translation>보안 그룹 제거: %2에서 %1</translation>
    </message>
    <message>
        <source>Edit scenarios</source>
        <translation>시나리오 편집</translation>
    </message>
</context>
<context>
    <name>Encoding</name>
    <message>
        <source>this UTF-16 text ends within a character</source>
        <translation>UTF-16 텍스트가 문자 중간에서 끝납니다</translation>
    </message>
</context>
<context>
    <name>Experiment</name>
    <message>
        <source>&quot;%1&quot; is no value of this property.</source>
        <translation>&quot;%1&quot;은(는) 이 속성에 쓸 수 없는 값입니다.</translation>
    </message>
    <message>
        <source>Write from 1 to %1 values with commas between them.</source>
        <translation>값을 1개에서 %1개까지 쉼표로 구분해 입력하세요.</translation>
    </message>
</context>
<context>
    <name>File</name>
    <message>
        <source>cannot read the file: %1</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>cannot write the file: %1</source>
        <translation>파일을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>일반 파일이 아닙니다</translation>
    </message>
</context>
<context>
    <name>Fix</name>
    <message>
        <source>Route %1 to %2 for %3</source>
        <translation>%3에 새 라우팅 테이블로 %1 → %2 라우팅 추가</translation>
    </message>
    <message>
        <source>Route %1 to %2 in %3</source>
        <translation>%3에 %1 → %2 라우팅 추가</translation>
    </message>
    <message>
        <source>Remove the route to %1 from %2</source>
        <translation>%2에서 %1(으)로 가는 라우팅 제거</translation>
    </message>
    <message>
        <source>Allow %1 from %2 in %3</source>
        <translation>%3: %2에서 오는 %1 허용</translation>
    </message>
    <message>
        <source>Allow %1 to %2 in %3</source>
        <translation>%3: %2(으)로 가는 %1 허용</translation>
    </message>
    <message>
        <source>Add ingress rules to %1 (%2)</source>
        <translation>%1에 인바운드 규칙 %2개 추가</translation>
    </message>
    <message>
        <source>Add egress rules to %1 (%2)</source>
        <translation>%1에 아웃바운드 규칙 %2개 추가</translation>
    </message>
    <message>
        <source>Give %1 a security group that allows %2 from %3</source>
        <translation>%1에 보안 그룹 연결(%3에 대해 %2 허용)</translation>
    </message>
    <message>
        <source>Give %1 a launch template with what it lacks (%2)</source>
        <translation>%1에 필요한 설정 %2개를 담은 시작 템플릿 연결</translation>
    </message>
    <message>
        <source>Give %1 a security group (%2 rules)</source>
        <translation>%1에 보안 그룹 연결(규칙 %2개)</translation>
    </message>
    <message>
        <source>Allow %1 from %2 in %3 (rule %4)</source>
        <translation>%3: %2에서 오는 %1 허용(규칙 %4)</translation>
    </message>
    <message>
        <source>Allow %1 to %2 in %3 (rule %4)</source>
        <translation>%3: %2(으)로 가는 %1 허용(규칙 %4)</translation>
    </message>
    <message>
        <source>Add rules to %1 (%2)</source>
        <translation>%1에 규칙 %2개 추가</translation>
    </message>
    <message>
        <source>Attach an internet gateway to %1</source>
        <translation>%1에 인터넷 게이트웨이 연결</translation>
    </message>
    <message>
        <source>Give %1 a public address</source>
        <translation>%1에 퍼블릭 주소 할당</translation>
    </message>
    <message>
        <source>Add a listener for %1 to %2</source>
        <translation>%2에 %1 리스너 추가</translation>
    </message>
    <message>
        <source>Send the requests of %1 to port %2</source>
        <translation>%1의 요청을 %2번 포트로 보내기</translation>
    </message>
    <message>
        <source>Accept the peering %1</source>
        <translation>피어링 %1 수락</translation>
    </message>
    <message>
        <source>Switch off the source/destination check of %1</source>
        <translation>%1의 소스/대상 확인 끄기</translation>
    </message>
    <message>
        <source>an internet gateway</source>
        <translation>인터넷 게이트웨이</translation>
    </message>
    <message>
        <source>a peering</source>
        <translation>피어링</translation>
    </message>
    <message>
        <source>Attach %1 to %2</source>
        <translation>%1을(를) %2에 연결</translation>
    </message>
    <message>
        <source>Attach the subnet %1 to %2</source>
        <translation>서브넷 %1을(를) %2에 연결</translation>
    </message>
    <message>
        <source>Associate the attachment of %1 with the route table %2 of %3</source>
        <translation>%1의 연결(Attachment)을 %3의 라우팅 테이블 %2와(과) 연결</translation>
    </message>
    <message>
        <source>Propagate %1 to the route table %2 of %3</source>
        <translation>%3의 라우팅 테이블 %2에 %1의 경로 전파</translation>
    </message>
    <message>
        <source>Accept the attachment of %1 to %2</source>
        <translation>%2에 대한 %1의 연결(Attachment) 수락</translation>
    </message>
    <message>
        <source>Route %1 to %2 in the route table %3 of %4</source>
        <translation>%4의 라우팅 테이블 %3에 %1 → %2 정적 경로 추가</translation>
    </message>
    <message>
        <source>Associate the private zone %1 with %2</source>
        <translation>프라이빗 호스팅 영역 %1을(를) %2에 연결</translation>
    </message>
    <message>
        <source>Enable zone %1 of %2 by its subnet %3</source>
        <translation>서브넷 %3(으)로 %2의 가용 영역 %1 활성화</translation>
    </message>
    <message>
        <source>Give %1 an IPv6 address</source>
        <translation>%1에 IPv6 주소 할당</translation>
    </message>
    <message>
        <source>Switch off Block Public Access of %1</source>
        <translation>%1의 퍼블릭 액세스 차단 끄기</translation>
    </message>
    <message>
        <source>Switch on cross-zone load balancing of %1</source>
        <translation>%1의 교차 영역 로드 밸런싱 켜기</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Shift + click</source>
        <translation>Shift + 클릭</translation>
    </message>
    <message>
        <source>Add to the selection, or take out of it</source>
        <translation>선택에 추가하거나 선택에서 제외</translation>
    </message>
    <message>
        <source>Drag on empty ground</source>
        <translation>빈 곳에서 끌기</translation>
    </message>
    <message>
        <source>Select with a rubber band</source>
        <translation>영역을 끌어 선택</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>끌기</translation>
    </message>
    <message>
        <source>Move; a frame takes what is dropped in it</source>
        <translation>이동. 프레임 안에 놓으면 그 프레임에 속하게 됩니다</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>Move what is selected</source>
        <translation>선택 항목 이동</translation>
    </message>
    <message>
        <source>Space + drag, middle button + drag</source>
        <translation>Space + 끌기, 가운데 버튼 + 끌기</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>화면 이동</translation>
    </message>
    <message>
        <source>Ctrl + wheel, pinch</source>
        <translation>Ctrl + 휠, 핀치</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Give up a drag, or clear the selection</source>
        <translation>끌기 취소 또는 선택 해제</translation>
    </message>
</context>
<context>
    <name>HopWords</name>
    <message>
        <source>Internet</source>
        <translation>인터넷</translation>
    </message>
    <message>
        <source>Network interface</source>
        <translation>네트워크 인터페이스</translation>
    </message>
    <message>
        <source>Security group</source>
        <translation>보안 그룹</translation>
    </message>
    <message>
        <source>Network ACL</source>
        <translation>네트워크 ACL</translation>
    </message>
    <message>
        <source>Route table</source>
        <translation>라우팅 테이블</translation>
    </message>
    <message>
        <source>Internet gateway</source>
        <translation>인터넷 게이트웨이</translation>
    </message>
    <message>
        <source>Egress-only gateway</source>
        <translation>외부 전용 인터넷 게이트웨이</translation>
    </message>
    <message>
        <source>NAT gateway</source>
        <translation>NAT 게이트웨이</translation>
    </message>
    <message>
        <source>Load balancer</source>
        <translation>로드 밸런서</translation>
    </message>
    <message>
        <source>Target group</source>
        <translation>대상 그룹</translation>
    </message>
    <message>
        <source>VPC peering</source>
        <translation>VPC 피어링</translation>
    </message>
    <message>
        <source>VPC endpoint</source>
        <translation>VPC 엔드포인트</translation>
    </message>
    <message>
        <source>Transit gateway</source>
        <translation>Transit Gateway</translation>
    </message>
    <message>
        <source>VPN gateway</source>
        <translation>VPN 게이트웨이</translation>
    </message>
    <message>
        <source>Public service</source>
        <translation>퍼블릭 서비스</translation>
    </message>
    <message>
        <source>On premises</source>
        <translation>온프레미스</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Content delivery</source>
        <translation>콘텐츠 전송</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>도달 가능</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>차단됨</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>allows</source>
        <translation>허용</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>차단</translation>
    </message>
    <message>
        <source>passes on</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>inbound</source>
        <translation>인바운드</translation>
    </message>
    <message>
        <source>outbound</source>
        <translation>아웃바운드</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>this is not the answer of a describe command</source>
        <translation>describe 명령의 출력이 아닙니다</translation>
    </message>
    <message>
        <source>an object is wanted here</source>
        <translation>이 자리에는 객체가 있어야 합니다</translation>
    </message>
    <message>
        <source>the value of %1 is kept as a note</source>
        <translation>%1 값은 참고 정보로만 보관합니다</translation>
    </message>
    <message>
        <source>it has no id</source>
        <translation>ID가 없습니다</translation>
    </message>
    <message>
        <source>it is there twice; the first is used</source>
        <translation>같은 항목이 두 번 있어 첫 번째를 사용합니다</translation>
    </message>
    <message>
        <source>%1 names %2, which no file describes</source>
        <translation>%1에서 가리키는 %2이(가) 어떤 파일에도 없습니다</translation>
    </message>
    <message>
        <source>%1 of %2 are not drawn</source>
        <translation>%2 %1개는 그리지 않습니다</translation>
    </message>
    <message>
        <source>belongs to %1, as its description says</source>
        <translation>설명에 따라 %1에 속한 것으로 봅니다</translation>
    </message>
    <message>
        <source>its targets are registered with port %1</source>
        <translation>대상이 포트 %1(으)로 등록되어 있습니다</translation>
    </message>
    <message>
        <source>its targets have several ports; the drawing has one</source>
        <translation>대상마다 포트가 다르지만 그림에는 하나만 둡니다</translation>
    </message>
    <message>
        <source>a rule names the group %1, which no file describes</source>
        <translation>규칙에서 가리키는 그룹 %1이(가) 어떤 파일에도 없습니다</translation>
    </message>
    <message>
        <source>an exclusion from Block Public Access is drawn for a whole VPC only</source>
        <translation>퍼블릭 액세스 차단의 제외는 VPC 전체에 대한 것만 그려집니다</translation>
    </message>
</context>
<context>
    <name>Integrity</name>
    <message>
        <source>%1 would stand inside itself</source>
        <translation>%1이(가) 자기 자신 안에 놓이게 됩니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be an id: 1 to 128 letters, digits or -_.:/ are wanted</source>
        <translation>&quot;%1&quot;은(는) ID로 사용할 수 없습니다. 문자, 숫자, -_.:/로 이루어진 1~128자여야 합니다</translation>
    </message>
    <message>
        <source>the parent &quot;%1&quot; of %2 does not exist</source>
        <translation>%2의 상위 리소스 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: there is no resource &quot;%2&quot;</source>
        <translation>%1: 리소스 &quot;%2&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is of type %3, which cannot stand here</source>
        <translation>%1: 유형이 %3인 &quot;%2&quot;은(는) 여기에 지정할 수 없습니다</translation>
    </message>
    <message>
        <source>placement: a number is beyond ten million units</source>
        <translation>placement: 1천만 단위를 넘는 값이 있습니다</translation>
    </message>
    <message>
        <source>placement: width and height must be above 0</source>
        <translation>placement: 너비와 높이는 0보다 커야 합니다</translation>
    </message>
    <message>
        <source>%1: a number of at least %2 is wanted, this is %3</source>
        <translation>%1: %2 이상이어야 하지만 현재 값은 %3입니다</translation>
    </message>
    <message>
        <source>a load has either rate_per_s (open) or users (closed)</source>
        <translation>부하에는 rate_per_s(개방형)와 users(폐쇄형) 중 하나만 있어야 합니다</translation>
    </message>
    <message>
        <source>connection %1: there is no resource &quot;%2&quot;</source>
        <translation>연결 %1: 리소스 &quot;%2&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>port: a whole number is wanted</source>
        <translation>port: 정수여야 합니다</translation>
    </message>
    <message>
        <source>port: %1 is not within 0 to 65535</source>
        <translation>port: %1은(는) 0~65535 범위를 벗어납니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a protocol: tcp, udp, icmp or any is wanted</source>
        <translation>&quot;%1&quot;은(는) 프로토콜이 아닙니다. tcp, udp, icmp, any 중 하나여야 합니다</translation>
    </message>
    <message>
        <source>only tcp and udp have ports</source>
        <translation>포트는 tcp와 udp에만 있습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the code of a rule, such as SG001</source>
        <translation>&quot;%1&quot;은(는) SG001 같은 규칙 코드가 아닙니다</translation>
    </message>
    <message>
        <source>the suppression of %1: there is no resource &quot;%2&quot;</source>
        <translation>%1의 억제: 리소스 &quot;%2&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>a suppression needs a reason</source>
        <translation>억제에는 이유가 필요합니다</translation>
    </message>
    <message>
        <source>an intent of the kind &quot;through&quot; names what is passed in &quot;through&quot;, and no other kind does</source>
        <translation>종류가 &quot;through&quot;인 의도만 거쳐 가는 것을 &quot;through&quot;에 적습니다</translation>
    </message>
</context>
<context>
    <name>Intent</name>
    <message>
        <source>an end has no network interface in the drawing</source>
        <translation>한쪽 끝의 네트워크 인터페이스가 그림에 없습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names nothing in the drawing</source>
        <translation>&quot;%1&quot;에 해당하는 것이 그림에 없습니다</translation>
    </message>
    <message>
        <source>nothing that &quot;%1&quot; names sends packets</source>
        <translation>&quot;%1&quot;에 해당하는 것 중 패킷을 보내는 것이 없습니다</translation>
    </message>
    <message>
        <source>nothing that &quot;%1&quot; names receives packets</source>
        <translation>&quot;%1&quot;에 해당하는 것 중 패킷을 받는 것이 없습니다</translation>
    </message>
    <message>
        <source>packets pass: %1</source>
        <translation>패킷이 통과합니다: %1</translation>
    </message>
    <message>
        <source>packets pass by: %1</source>
        <translation>패킷이 우회합니다: %1</translation>
    </message>
    <message>
        <source>no path</source>
        <translation>경로 없음</translation>
    </message>
    <message>
        <source>packets do not arrive: %1: %2</source>
        <translation>패킷이 도착하지 않습니다: %1: %2</translation>
    </message>
    <message>
        <source>the check was stopped</source>
        <translation>검사가 중단되었습니다</translation>
    </message>
    <message>
        <source>the internet</source>
        <translation>인터넷</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%2에서 %3(으)로 %1</translation>
    </message>
</context>
<context>
    <name>IntentWords</name>
    <message>
        <source>Kept</source>
        <translation>지켜짐</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>어긋남</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>판단 불가</translation>
    </message>
    <message>
        <source>never reaches</source>
        <translation>도달하면 안 됨</translation>
    </message>
    <message>
        <source>reaches</source>
        <translation>도달해야 함</translation>
    </message>
    <message>
        <source>reaches only through</source>
        <translation>거쳐서만 도달해야 함</translation>
    </message>
    <message>
        <source>%1 never reaches %2</source>
        <translation>%1에서 %2에 도달하면 안 됨</translation>
    </message>
    <message>
        <source>%1 reaches %2</source>
        <translation>%1에서 %2에 도달해야 함</translation>
    </message>
    <message>
        <source>%1 reaches %2 only through %3</source>
        <translation>%1에서 %3을(를) 거쳐서만 %2에 도달해야 함</translation>
    </message>
    <message>
        <source>port</source>
        <translation>포트</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>this is not a recovery journal</source>
        <translation>복구 저널이 아닙니다</translation>
    </message>
    <message>
        <source>another window has recovered this drawing already</source>
        <translation>다른 창에서 이 그림을 이미 복구했습니다</translation>
    </message>
</context>
<context>
    <name>Json</name>
    <message>
        <source>&quot;%1&quot; is not a kind of connection</source>
        <translation>&quot;%1&quot;은(는) 연결 종류가 아닙니다</translation>
    </message>
    <message>
        <source>a seed is at least 0</source>
        <translation>시드는 0 이상이어야 합니다</translation>
    </message>
    <message>
        <source>the member &quot;%1&quot; is there twice</source>
        <translation>멤버 &quot;%1&quot;이(가) 중복되었습니다</translation>
    </message>
    <message>
        <source>this is not JSON: %1</source>
        <translation>JSON이 아닙니다: %1</translation>
    </message>
    <message>
        <source>nested more than %1 levels deep</source>
        <translation>중첩 깊이가 %1단계를 넘습니다</translation>
    </message>
    <message>
        <source>more than %1 MB</source>
        <translation>크기가 %1MB를 넘습니다</translation>
    </message>
    <message>
        <source>this is not JSON</source>
        <translation>JSON이 아닙니다</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 또는 false</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>an object is wanted here, this is %1</source>
        <translation>객체가 필요합니다(현재: %1)</translation>
    </message>
    <message>
        <source>%1: a whole number is wanted</source>
        <translation>%1: 정수여야 합니다</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>텍스트 목록</translation>
    </message>
    <message>
        <source>the member &quot;%1&quot; is missing</source>
        <translation>멤버 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: %2 is wanted, this is %3</source>
        <translation>%1: %2 값이 필요합니다(현재: %3)</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not known here</source>
        <translation>%1: &quot;%2&quot;은(는) 알 수 없는 값입니다</translation>
    </message>
</context>
<context>
    <name>LineEditor</name>
    <message>
        <source>2^%1 addresses</source>
        <translation>주소 2^%1개</translation>
    </message>
    <message>
        <source>1 address</source>
        <translation>주소 1개</translation>
    </message>
    <message>
        <source>%1 addresses: %2 to %3</source>
        <translation>주소 %1개: %2 ~ %3</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>there is no resource &quot;%1&quot;</source>
        <translation>리소스 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 resources are named &quot;%2&quot;: use an id</source>
        <translation>이름이 &quot;%2&quot;인 리소스가 %1개 있습니다. ID를 사용하십시오</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Auto Scaling: launch for group &quot;%1&quot;: %2</source>
        <translation>Auto Scaling: 그룹 &quot;%1&quot;에서 인스턴스 시작: %2</translation>
    </message>
    <message>
        <source>Auto Scaling: termination for group &quot;%1&quot;: %2</source>
        <translation>Auto Scaling: 그룹 &quot;%1&quot;에서 인스턴스 종료: %2</translation>
    </message>
    <message>
        <source>Auto Scaling: failed launch for group &quot;%1&quot;: %2</source>
        <translation>Auto Scaling: 그룹 &quot;%1&quot;에서 인스턴스 시작 실패: %2</translation>
    </message>
    <message>
        <source>Auto Scaling: failed termination for group &quot;%1&quot;: %2</source>
        <translation>Auto Scaling: 그룹 &quot;%1&quot;에서 인스턴스 종료 실패: %2</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>PropertyCheck</name>
    <message>
        <source>%1: %2 is wanted, this is %3</source>
        <translation>%1: %2 값이 필요합니다(현재: %3)</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>유한한 수</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>정수</translation>
    </message>
    <message>
        <source>%1: %2 is below the minimum %3</source>
        <translation>%1: %2은(는) 최솟값 %3보다 작습니다</translation>
    </message>
    <message>
        <source>%1: %2 is above the maximum %3</source>
        <translation>%1: %2은(는) 최댓값 %3보다 큽니다</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not one of the choices</source>
        <translation>%1: &quot;%2&quot;은(는) 선택할 수 있는 값이 아닙니다</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a CIDR block such as 10.0.0.0/16</source>
        <translation>%1: &quot;%2&quot;은(는) 10.0.0.0/16 같은 CIDR 블록이 아닙니다</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an IP address</source>
        <translation>%1: &quot;%2&quot;은(는) IP 주소가 아닙니다</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 또는 false</translation>
    </message>
    <message>
        <source>properties: an object is wanted, this is %1</source>
        <translation>properties: 객체가 필요합니다(현재: %1)</translation>
    </message>
</context>
<context>
    <name>PropertyWords</name>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>트래픽</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>용량</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>크기 조정</translation>
    </message>
    <message>
        <source>Health checks</source>
        <translation>상태 확인</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>가용성</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>스토리지</translation>
    </message>
    <message>
        <source>Performance in the simulation</source>
        <translation>시뮬레이션 성능</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>비용</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>식별 정보</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/초</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>days</source>
        <translation>일</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>MiB/s</source>
        <translation>MiB/s</translation>
    </message>
</context>
<context>
    <name>Quota</name>
    <message>
        <source>VPCs in a Region</source>
        <translation>리전의 VPC 수</translation>
    </message>
    <message>
        <source>subnets in a VPC</source>
        <translation>VPC의 서브넷 수</translation>
    </message>
    <message>
        <source>IPv4 CIDR blocks of a VPC</source>
        <translation>VPC의 IPv4 CIDR 블록 수</translation>
    </message>
    <message>
        <source>Elastic IP addresses in a Region</source>
        <translation>리전의 탄력적 IP 주소 수</translation>
    </message>
    <message>
        <source>internet gateways in a Region</source>
        <translation>리전의 인터넷 게이트웨이 수</translation>
    </message>
    <message>
        <source>internet gateways of a VPC</source>
        <translation>VPC의 인터넷 게이트웨이 수</translation>
    </message>
    <message>
        <source>NAT gateways in an Availability Zone</source>
        <translation>가용 영역의 NAT 게이트웨이 수</translation>
    </message>
    <message>
        <source>network ACLs in a VPC</source>
        <translation>VPC의 네트워크 ACL 수</translation>
    </message>
    <message>
        <source>rules of a network ACL in one direction</source>
        <translation>네트워크 ACL의 방향별 규칙 수</translation>
    </message>
    <message>
        <source>network interfaces in a Region</source>
        <translation>리전의 네트워크 인터페이스 수</translation>
    </message>
    <message>
        <source>route tables in a VPC</source>
        <translation>VPC의 라우팅 테이블 수</translation>
    </message>
    <message>
        <source>routes of a route table</source>
        <translation>라우팅 테이블의 라우팅 수</translation>
    </message>
    <message>
        <source>security groups in a Region</source>
        <translation>리전의 보안 그룹 수</translation>
    </message>
    <message>
        <source>rules of a security group in one direction</source>
        <translation>보안 그룹의 방향별 규칙 수</translation>
    </message>
    <message>
        <source>security groups of a network interface</source>
        <translation>네트워크 인터페이스의 보안 그룹 수</translation>
    </message>
    <message>
        <source>rules of all security groups of a network interface</source>
        <translation>네트워크 인터페이스에 적용되는 보안 그룹 규칙의 합계</translation>
    </message>
    <message>
        <source>active peering connections of a VPC</source>
        <translation>VPC의 활성 피어링 연결 수</translation>
    </message>
    <message>
        <source>gateway endpoints in a Region</source>
        <translation>리전의 게이트웨이 엔드포인트 수</translation>
    </message>
    <message>
        <source>interface endpoints in a VPC</source>
        <translation>VPC의 인터페이스 엔드포인트 수</translation>
    </message>
    <message>
        <source>entries of a prefix list</source>
        <translation>접두사 목록의 항목 수</translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>Use the free block %1</source>
        <translation>비어 있는 블록 %1 사용</translation>
    </message>
    <message>
        <source>%1 (%2) lies outside the addresses of %3 (%4)</source>
        <translation>%1(%2)이(가) %3(%4)의 주소 범위를 벗어납니다</translation>
    </message>
    <message>
        <source>%1 (%2) overlaps %3 (%4)</source>
        <translation>%1(%2)이(가) %3(%4)과(와) 겹칩니다</translation>
    </message>
    <message>
        <source>%1: a block of /%2 is not within /16 to /28</source>
        <translation>%1: /%2 블록은 /16~/28 범위를 벗어납니다</translation>
    </message>
    <message>
        <source>%1: %2 has host bits, AWS wants %3</source>
        <translation>%1: %2에 호스트 비트가 있습니다. AWS에서 사용할 수 있는 값은 %3입니다</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>%1(으)로 수정</translation>
    </message>
    <message>
        <source>AWS refuses to create a subnet whose addresses are not part of its VPC.</source>
        <translation>AWS에서는 VPC 주소 범위를 벗어난 서브넷을 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>AWS refuses a subnet that overlaps another one of the same VPC.</source>
        <translation>AWS에서는 같은 VPC의 다른 서브넷과 겹치는 서브넷을 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>VPCs and subnets are /16 to /28 and start at the first address of their block.</source>
        <translation>VPC와 서브넷의 크기는 /16~/28이며, 블록의 첫 주소에서 시작해야 합니다.</translation>
    </message>
    <message>
        <source>%1 has subnets in one Availability Zone only</source>
        <translation>%1의 서브넷이 가용 영역 하나에만 있습니다</translation>
    </message>
    <message>
        <source>%1 keeps its instances in one Availability Zone only</source>
        <translation>%1의 인스턴스가 가용 영역 하나에만 있습니다</translation>
    </message>
    <message>
        <source>%1: the target group &quot;%2&quot; of a listener does not exist</source>
        <translation>%1: 리스너의 대상 그룹 &quot;%2&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 has no target: %2 would answer 503</source>
        <translation>%1에 대상이 없어 %2이(가) 503으로 응답하게 됩니다</translation>
    </message>
    <message>
        <source>A zone is the unit of failure: a group in one zone goes down with it.</source>
        <translation>가용 영역은 장애의 단위입니다. 한 영역에만 있는 그룹은 그 영역과 함께 중단됩니다.</translation>
    </message>
    <message>
        <source>AWS wants subnets in two zones for an Application Load Balancer; with one, every balancer goes down with its zone.</source>
        <translation>Application Load Balancer에는 두 가용 영역의 서브넷이 필요합니다. 영역이 하나뿐이면 어떤 로드 밸런서든 그 영역과 함께 중단됩니다.</translation>
    </message>
    <message>
        <source>Remove that rule from %1</source>
        <translation>%1에서 해당 규칙 제거</translation>
    </message>
    <message>
        <source>%1 admits a database or cache port from %2</source>
        <translation>%1이(가) %2에서 오는 데이터베이스 또는 캐시 포트 접속을 허용합니다</translation>
    </message>
    <message>
        <source>Open SSH is the usual way in: scanners find it within minutes. Admit your own address or a bastion&apos;s group, or use Session Manager.</source>
        <translation>열려 있는 SSH는 가장 흔한 침입 경로이며 스캐너가 몇 분 안에 찾아냅니다. 자신의 주소나 배스천 호스트의 보안 그룹만 허용하거나 Session Manager를 사용하십시오.</translation>
    </message>
    <message>
        <source>%1 admits SSH (tcp 22) from %2</source>
        <translation>%1이(가) %2에서 오는 SSH(tcp 22) 접속을 허용합니다</translation>
    </message>
    <message>
        <source>Open remote desktop is attacked all the time. Admit your own address or a bastion&apos;s group.</source>
        <translation>열려 있는 원격 데스크톱은 끊임없이 공격받습니다. 자신의 주소나 배스천 호스트의 보안 그룹만 허용하십시오.</translation>
    </message>
    <message>
        <source>%1 admits remote desktop (tcp 3389) from %2</source>
        <translation>%1이(가) %2에서 오는 원격 데스크톱(tcp 3389) 접속을 허용합니다</translation>
    </message>
    <message>
        <source>A rule for all ports opens whatever will ever listen there. Admit the ports that are served.</source>
        <translation>모든 포트를 여는 규칙은 나중에 수신을 시작하는 프로그램까지 모두 노출합니다. 실제로 서비스하는 포트만 허용하십시오.</translation>
    </message>
    <message>
        <source>%1 admits all ports from %2</source>
        <translation>%1이(가) %2에서 오는 모든 포트의 접속을 허용합니다</translation>
    </message>
    <message>
        <source>Data stores are for the application only: a leaked password is then not enough to read them. Use the application&apos;s group as the source.</source>
        <translation>데이터 저장소에는 애플리케이션만 접근해야 합니다. 그래야 암호가 유출되어도 그것만으로는 데이터를 읽을 수 없습니다. 소스로 애플리케이션의 보안 그룹을 지정하십시오.</translation>
    </message>
    <message>
        <source>Open the whole path (%1 changes)</source>
        <translation>전체 경로가 통하도록 수정(변경 %1건)</translation>
    </message>
    <message>
        <source>no path</source>
        <translation>경로 없음</translation>
    </message>
    <message>
        <source>%1 (and %2 more)</source>
        <translation>%1 (외 %2건)</translation>
    </message>
    <message>
        <source>Packets from %1 do not arrive at %2: %3</source>
        <translation>%1에서 보낸 패킷이 %2에 도달하지 못합니다: %3</translation>
    </message>
    <message>
        <source>An arrow that cannot carry traffic is a wrong drawing: the deployed system would time out there.</source>
        <translation>트래픽이 지나갈 수 없는 화살표는 잘못 그린 것입니다. 이대로 배포하면 이 지점에서 시간 초과가 발생합니다.</translation>
    </message>
    <message>
        <source>%1 cannot stand in %2 (%3)</source>
        <translation>%1은(는) %2(%3) 안에 둘 수 없습니다</translation>
    </message>
    <message>
        <source>Move it to %1</source>
        <translation>%1(으)로 이동</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a type that this version knows; it is kept and ignored</source>
        <translation>&quot;%1&quot;은(는) 이 버전이 알지 못하는 유형이므로 보존하되 무시합니다</translation>
    </message>
    <message>
        <source>AWS creates each resource in a fixed kind of place; the network around a resource decides which packets reach it.</source>
        <translation>AWS에서는 리소스마다 만들 수 있는 위치가 정해져 있으며, 리소스를 둘러싼 네트워크에 따라 도달하는 패킷이 달라집니다.</translation>
    </message>
    <message>
        <source>A drawing from a later version or an import may hold types that are not in the catalogue.</source>
        <translation>상위 버전에서 만들었거나 가져온 그림에는 카탈로그에 없는 유형이 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>%1: the target of the route to %2 does not exist; AWS shows it as blackhole</source>
        <translation>%1: %2(으)로 가는 라우팅의 대상이 없습니다. AWS에서는 블랙홀로 표시됩니다</translation>
    </message>
    <message>
        <source>Delete the route to %1</source>
        <translation>%1(으)로 가는 라우팅 삭제</translation>
    </message>
    <message>
        <source>%1 stands in %2, which has no route to an internet gateway</source>
        <translation>%1이(가) 있는 %2에는 인터넷 게이트웨이로 가는 라우팅이 없습니다</translation>
    </message>
    <message>
        <source>Packets that match a route without a target are dropped, also where a wider route would carry them.</source>
        <translation>대상이 없는 라우팅과 일치하는 패킷은, 범위가 더 넓은 라우팅으로 전달될 수 있더라도 버려집니다.</translation>
    </message>
    <message>
        <source>A public NAT gateway sends packets on through the internet gateway of its VPC, so it needs a public subnet.</source>
        <translation>퍼블릭 NAT 게이트웨이는 VPC의 인터넷 게이트웨이를 거쳐 패킷을 내보내므로 퍼블릭 서브넷에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Remove rule %1 from %2</source>
        <translation>%2에서 규칙 %1 제거</translation>
    </message>
    <message>
        <source>%1 admits SSH or remote desktop from everywhere (rule %2)</source>
        <translation>%1이(가) 어디서나 SSH나 원격 데스크톱을 허용합니다(규칙 %2)</translation>
    </message>
    <message>
        <source>%1 admits everything from everywhere (rule %2)</source>
        <translation>%1이(가) 모든 곳에서 오는 모든 트래픽을 허용합니다(규칙 %2)</translation>
    </message>
    <message>
        <source>%1: rule %2 says what rule %3 says before it</source>
        <translation>%1: 규칙 %2은(는) 앞선 규칙 %3과(와) 같은 내용입니다</translation>
    </message>
    <message>
        <source>%1: rule %2 denies in vain what rule %3 has allowed before it</source>
        <translation>%1: 규칙 %3이(가) 먼저 허용하므로 규칙 %2의 거부는 효과가 없습니다</translation>
    </message>
    <message>
        <source>Give the denying rule of %1 the number %2</source>
        <translation>%1의 거부 규칙 번호를 %2(으)로 변경</translation>
    </message>
    <message>
        <source>%1 belongs to no subnet</source>
        <translation>%1이(가) 어떤 서브넷에도 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 삭제</translation>
    </message>
    <message>
        <source>%1 has two rules with the number %2</source>
        <translation>%1에 번호가 %2인 규칙이 두 개 있습니다</translation>
    </message>
    <message>
        <source>Number the rules of %1 anew</source>
        <translation>%1의 규칙 번호 다시 매기기</translation>
    </message>
    <message>
        <source>A network ACL is read from the lowest number on and the first match decides; it keeps no state, so mistakes in it are silent.</source>
        <translation>네트워크 ACL은 낮은 번호부터 확인하고 처음 일치하는 규칙을 적용합니다. 상태를 저장하지 않아 잘못 설정해도 드러나지 않습니다.</translation>
    </message>
    <message>
        <source>the subnets of %1 are in one Availability Zone only</source>
        <translation>%1의 서브넷이 가용 영역 하나에만 있습니다</translation>
    </message>
    <message>
        <source>%1 is the only target of %2</source>
        <translation>%1이(가) %2의 유일한 대상입니다</translation>
    </message>
    <message>
        <source>%1 answers plain HTTP only</source>
        <translation>%1이(가) 암호화되지 않은 HTTP만 제공합니다</translation>
    </message>
    <message>
        <source>Add an HTTPS listener to %1</source>
        <translation>%1에 HTTPS 리스너 추가</translation>
    </message>
    <message>
        <source>%1 is a public name for %2, which is internal</source>
        <translation>퍼블릭 이름 %1이(가) 내부용인 %2을(를) 가리킵니다</translation>
    </message>
    <message>
        <source>AWS wants subnets in two zones for a database or cache, or it has nowhere to fail over to.</source>
        <translation>데이터베이스와 캐시에는 두 가용 영역의 서브넷이 필요합니다. 그렇지 않으면 장애 조치할 곳이 없습니다.</translation>
    </message>
    <message>
        <source>A load balancer before one server can only tell that it is gone; an Auto Scaling group replaces it.</source>
        <translation>서버가 하나뿐이면 로드 밸런서는 장애를 알릴 수만 있습니다. Auto Scaling 그룹은 서버를 교체해 줍니다.</translation>
    </message>
    <message>
        <source>What passwords and cookies plain HTTP carries anybody on the way can read.</source>
        <translation>암호화되지 않은 HTTP로 보내는 비밀번호와 쿠키는 중간에서 누구나 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 admits an administrative or outdated service from %2</source>
        <translation>%1이(가) %2에서 오는 관리용 또는 구형 서비스 접속을 허용합니다</translation>
    </message>
    <message>
        <source>%1 admits HTTP from %2 to what is no load balancer</source>
        <translation>%1이(가) 로드 밸런서가 아닌 서버에 %2의 HTTP를 직접 허용합니다</translation>
    </message>
    <message>
        <source>%1 admits %2: that is open to the world in effect</source>
        <translation>%1이(가) %2을(를) 허용합니다. 사실상 전체 공개입니다</translation>
    </message>
    <message>
        <source>Such services are made for a trusted network; on the internet they are scanned all day.</source>
        <translation>신뢰할 수 있는 네트워크에서 쓰는 서비스입니다. 인터넷에 열어 두면 끊임없이 스캔당합니다.</translation>
    </message>
    <message>
        <source>Behind a load balancer a server needs to admit the balancer only; then nobody gets around it.</source>
        <translation>로드 밸런서 뒤의 서버는 로드 밸런서만 허용하면 됩니다. 그래야 우회할 수 없습니다.</translation>
    </message>
    <message>
        <source>Scanners look for 0.0.0.0/0; two halves of it hide from them and admit the same.</source>
        <translation>검사 도구는 0.0.0.0/0을 찾습니다. 둘로 나누면 검사를 피하면서 똑같이 열립니다.</translation>
    </message>
    <message>
        <source>%1 admits the whole VPC (%2) to the data tier</source>
        <translation>%1이(가) VPC 전체(%2)에 데이터 계층을 열어 둡니다</translation>
    </message>
    <message>
        <source>%1 lets the data tier send anything anywhere</source>
        <translation>%1이(가) 데이터 계층의 모든 아웃바운드를 허용합니다</translation>
    </message>
    <message>
        <source>Let %1 send answers only</source>
        <translation>%1은(는) 응답만 보내도록 변경</translation>
    </message>
    <message>
        <source>%1 protects nothing</source>
        <translation>%1을(를) 사용하는 리소스가 없습니다</translation>
    </message>
    <message>
        <source>%1: another rule admits all that the one for %2 does</source>
        <translation>%1: %2에 대한 규칙은 다른 규칙에 포함됩니다</translation>
    </message>
    <message>
        <source>Remove the rule for %1</source>
        <translation>%1에 대한 규칙 제거</translation>
    </message>
    <message>
        <source>%1 has a rule for %2, which does not exist</source>
        <translation>%1의 규칙이 존재하지 않는 %2을(를) 가리킵니다</translation>
    </message>
    <message>
        <source>%1 has a rule for %2, which nothing belongs to</source>
        <translation>%1의 규칙이 가리키는 %2을(를) 사용하는 리소스가 없습니다</translation>
    </message>
    <message>
        <source>%1 does not say what it is for</source>
        <translation>%1에 설명이 없습니다</translation>
    </message>
    <message>
        <source>%1 admits %2 ports (%3 to %4) from %5</source>
        <translation>%1이(가) %5에서 오는 포트 %2개(%3~%4)를 허용합니다</translation>
    </message>
    <message>
        <source>%1 has a port range that ends before it begins</source>
        <translation>%1에 시작과 끝이 뒤바뀐 포트 범위가 있습니다</translation>
    </message>
    <message>
        <source>Turn the range around</source>
        <translation>범위의 시작과 끝 바꾸기</translation>
    </message>
    <message>
        <source>The security group is the one filter on every interface: what is wider, older or vaguer than needed in it hides what is meant.</source>
        <translation>보안 그룹은 모든 인터페이스를 지키는 필터입니다. 필요 이상으로 넓거나 오래되거나 모호한 규칙은 의도를 가립니다.</translation>
    </message>
    <message>
        <source>AWS refuses what is beyond a quota, in the middle of a deployment.</source>
        <translation>한도를 넘으면 AWS가 배포 도중에 거부합니다.</translation>
    </message>
    <message>
        <source>%1 is public, but %2 has no route to the internet</source>
        <translation>%1은(는) 퍼블릭이지만 %2에 인터넷 경로가 없습니다</translation>
    </message>
    <message>
        <source>Route 0.0.0.0/0 to %1 in %2</source>
        <translation>%2에 0.0.0.0/0 → %1 경로 추가</translation>
    </message>
    <message>
        <source>%1: no route of %2 leads back through it</source>
        <translation>%1: %2에서 돌아오는 경로가 없습니다</translation>
    </message>
    <message>
        <source>%1 sends %2 into a peering behind which only %3 is</source>
        <translation>%1이(가) %2을(를) 피어링으로 보내지만 상대 VPC는 %3뿐입니다</translation>
    </message>
    <message>
        <source>Narrow the route to %1</source>
        <translation>경로를 %1(으)로 좁히기</translation>
    </message>
    <message>
        <source>A public address is of use only in a subnet whose route table leads to an internet gateway.</source>
        <translation>퍼블릭 주소는 라우팅 테이블에 인터넷 게이트웨이 경로가 있는 서브넷에서만 쓸모가 있습니다.</translation>
    </message>
    <message>
        <source>A peering carries answers only where both VPCs have a route into it.</source>
        <translation>두 VPC 모두에 피어링 경로가 있어야 응답이 돌아옵니다.</translation>
    </message>
    <message>
        <source>What goes into a peering and is not of the other VPC is lost; a wide route hides it.</source>
        <translation>상대 VPC에 없는 주소로 피어링에 들어간 패킷은 사라집니다. 경로가 넓으면 이를 알아채기 어렵습니다.</translation>
    </message>
    <message>
        <source>Set %1 of %2</source>
        <translation>%2의 %1 설정</translation>
    </message>
    <message>
        <source>%1 has no replica that takes over</source>
        <translation>%1에 역할을 넘겨받을 복제본이 없습니다</translation>
    </message>
    <message>
        <source>Give %1 a replica and automatic failover</source>
        <translation>%1에 복제본과 자동 장애 조치 설정</translation>
    </message>
    <message>
        <source>%1 has a public address; the internet may try to log in</source>
        <translation>%1에 퍼블릭 주소가 있어 인터넷에서 로그인을 시도할 수 있습니다</translation>
    </message>
    <message>
        <source>%1 stands in a public subnet</source>
        <translation>%1이(가) 퍼블릭 서브넷에 있습니다</translation>
    </message>
    <message>
        <source>%1 is attached to nothing and costs money all the same</source>
        <translation>%1은(는) 연결되어 있지 않아도 요금이 나갑니다</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>%1 릴리스</translation>
    </message>
    <message>
        <source>An Availability Zone is what fails as one: what stands in one zone is gone with it.</source>
        <translation>가용 영역은 한꺼번에 장애가 나는 단위입니다. 한 영역에만 있으면 그 영역과 함께 멈춥니다.</translation>
    </message>
    <message>
        <source>Public endpoints and data without encryption are what security reviews fail first.</source>
        <translation>공개된 엔드포인트와 암호화하지 않은 데이터는 보안 점검에서 가장 먼저 지적됩니다.</translation>
    </message>
    <message>
        <source>%1 has no standby in another Availability Zone</source>
        <translation>%1에 다른 가용 영역의 대기 인스턴스가 없습니다</translation>
    </message>
    <message>
        <source>EC2 status checks see a dead host, not a dead process: the balancer takes the instance out and nobody replaces it.</source>
        <translation>EC2 상태 검사는 호스트 장애만 알고 프로세스 장애는 모릅니다. 로드 밸런서가 인스턴스를 제외해도 교체되지 않습니다.</translation>
    </message>
    <message>
        <source>%1 ignores the health checks of its load balancer</source>
        <translation>%1이(가) 로드 밸런서의 상태 확인을 사용하지 않습니다</translation>
    </message>
    <message>
        <source>%1 serves plain HTTP to viewers</source>
        <translation>%1이(가) 최종 사용자에게 암호화되지 않은 HTTP를 허용합니다</translation>
    </message>
    <message>
        <source>One wrong rule is enough to expose what stands in a public subnet; data belongs into a private one.</source>
        <translation>퍼블릭 서브넷에 있으면 규칙 하나만 잘못되어도 노출됩니다. 데이터는 프라이빗 서브넷에 두어야 합니다.</translation>
    </message>
    <message>
        <source>the storage of %1 is not encrypted</source>
        <translation>%1의 스토리지가 암호화되지 않았습니다</translation>
    </message>
    <message>
        <source>%1 gives every instance a public address</source>
        <translation>%1이(가) 모든 인스턴스에 퍼블릭 주소를 부여합니다</translation>
    </message>
    <message>
        <source>%1 is not encrypted</source>
        <translation>%1이(가) 암호화되지 않았습니다</translation>
    </message>
    <message>
        <source>AWS charges for every public IPv4 address, used or not.</source>
        <translation>AWS는 사용 여부와 관계없이 퍼블릭 IPv4 주소마다 요금을 부과합니다.</translation>
    </message>
    <message>
        <source>%1 may be made public: public access is not blocked</source>
        <translation>%1의 퍼블릭 액세스가 차단되지 않아 공개될 수 있습니다</translation>
    </message>
    <message>
        <source>%1 answers metadata requests without a token (IMDSv1)</source>
        <translation>%1이(가) 토큰 없는 메타데이터 요청(IMDSv1)에 응답합니다</translation>
    </message>
    <message>
        <source>the metadata tokens of %1 leave the instance</source>
        <translation>%1의 메타데이터 토큰이 인스턴스 밖으로 나갈 수 있습니다</translation>
    </message>
    <message>
        <source>Require tokens of one hop on %1</source>
        <translation>%1에 홉 제한이 1인 토큰을 요구</translation>
    </message>
    <message>
        <source>Give %1 a launch template</source>
        <translation>%1에 시작 템플릿 지정</translation>
    </message>
    <message>
        <source>%1 starts its instances from the launch configuration %2</source>
        <translation>%1이(가) 시작 구성 %2(으)로 인스턴스를 시작합니다</translation>
    </message>
    <message>
        <source>Give %1 an IAM role</source>
        <translation>%1에 IAM 역할 연결</translation>
    </message>
    <message>
        <source>the user data of %1 holds a secret</source>
        <translation>%1의 사용자 데이터에 비밀 정보가 들어 있습니다</translation>
    </message>
    <message>
        <source>%1 has no IAM role</source>
        <translation>%1에 IAM 역할이 없습니다</translation>
    </message>
    <message>
        <source>%1 stands in the default VPC (%2)</source>
        <translation>%1이(가) 기본 VPC(%2)에 있습니다</translation>
    </message>
    <message>
        <source>A web application that can be made to fetch an address gives away the credentials of its role, unless the metadata service wants a token that stays on the instance.</source>
        <translation>메타데이터 서비스가 인스턴스를 벗어나지 않는 토큰을 요구하지 않으면, 임의의 주소를 조회하도록 속은 웹 애플리케이션(SSRF)을 통해 역할의 자격 증명이 유출됩니다.</translation>
    </message>
    <message>
        <source>Whoever starts an instance there puts it on the internet without saying so.</source>
        <translation>이 서브넷에서 인스턴스를 시작하면 의도하지 않아도 인터넷에 노출됩니다.</translation>
    </message>
    <message>
        <source>Launch configurations get no new features, and new accounts cannot make them any more.</source>
        <translation>시작 구성에는 새 기능이 추가되지 않으며, 새 계정에서는 더 이상 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>A role gives an instance credentials that change by themselves; without one, keys end up in files and user data, where everything on the instance can read them.</source>
        <translation>역할을 연결하면 자동으로 교체되는 자격 증명이 제공됩니다. 역할이 없으면 액세스 키를 파일이나 사용자 데이터에 두게 되고, 인스턴스의 모든 프로세스가 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Without flow logs nobody can tell afterwards who talked to whom, nor which rule drops a connection.</source>
        <translation>흐름 로그가 없으면 누가 누구와 통신했는지, 어떤 규칙이 연결을 차단하는지 나중에 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 keeps no flow logs</source>
        <translation>%1에 흐름 로그가 없습니다</translation>
    </message>
    <message>
        <source>The default VPC has public subnets only, the same addresses in every Region and account, and rules that nobody chose.</source>
        <translation>기본 VPC는 퍼블릭 서브넷만 있고, 모든 리전과 계정에서 주소 범위가 같으며, 규칙도 직접 설계한 것이 아닙니다.</translation>
    </message>
    <message>
        <source>%1 admits TLS before 1.2 (%2)</source>
        <translation>%1이(가) TLS 1.2 미만을 허용합니다(%2)</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
    </message>
    <message>
        <source>%1 faces the internet without a web application firewall</source>
        <translation>%1이(가) 웹 애플리케이션 방화벽(WAF) 없이 인터넷에 노출되어 있습니다</translation>
    </message>
    <message>
        <source>Attach a web ACL to %1</source>
        <translation>%1에 웹 ACL 연결</translation>
    </message>
    <message>
        <source>%1 admits viewers with TLS before 1.2</source>
        <translation>%1이(가) TLS 1.2 미만의 뷰어를 허용합니다</translation>
    </message>
    <message>
        <source>viewers get around %1: %2 may answer them itself</source>
        <translation>뷰어가 %1을(를) 우회할 수 있습니다. %2이(가) 직접 응답할 수 있습니다</translation>
    </message>
    <message>
        <source>%1 reads %2 like anybody else: without origin access control the bucket must be public</source>
        <translation>%1이(가) 인증 없이 %2을(를) 읽습니다. 오리진 액세스 제어가 없으면 버킷을 공개해야 합니다</translation>
    </message>
    <message>
        <source>Let %1 answer %2 only</source>
        <translation>%1이(가) %2에만 응답하도록 설정</translation>
    </message>
    <message>
        <source>HTTPS to its origin</source>
        <translation>오리진과의 HTTPS 통신</translation>
    </message>
    <message>
        <source>The edge is what the whole internet talks to: plain HTTP, ways around it and missing logs are what a review finds there first.</source>
        <translation>엣지는 인터넷 전체에 열려 있는 곳입니다. 보안 검토에서는 평문 HTTP, 우회 경로, 로그 누락이 가장 먼저 지적됩니다.</translation>
    </message>
    <message>
        <source>What is readable around the distribution escapes its web ACL, its logs and its cache, and is billed by S3 for every request.</source>
        <translation>배포를 우회한 요청은 웹 ACL, 로그, 캐시를 모두 벗어나며 요청마다 S3 요금이 부과됩니다.</translation>
    </message>
    <message>
        <source>TLS 1.0 and 1.1 have known weaknesses, and no browser needs them any more.</source>
        <translation>TLS 1.0과 1.1에는 알려진 취약점이 있으며, 이를 필요로 하는 브라우저도 이제 없습니다.</translation>
    </message>
    <message>
        <source>A web ACL stops injections, scanners and floods of requests before they reach the application.</source>
        <translation>웹 ACL은 인젝션, 스캐너, 대량 요청을 애플리케이션에 도달하기 전에 막습니다.</translation>
    </message>
    <message>
        <source>Logs tell afterwards what happened, clean headers keep servers from being fooled, and a protected balancer is not deleted by mistake.</source>
        <translation>로그가 있으면 무슨 일이 있었는지 나중에 확인할 수 있고, 헤더를 정리하면 서버를 속이는 요청을 막을 수 있으며, 삭제 방지를 켜면 로드 밸런서를 실수로 삭제하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is a name for %2, which does not exist</source>
        <translation>%1이(가) 존재하지 않는 %2을(를) 가리킵니다</translation>
    </message>
    <message>
        <source>%1 answers with %2, which nothing here has</source>
        <translation>%1이(가) %2(으)로 응답하지만 그림에는 이를 가진 리소스가 없습니다</translation>
    </message>
    <message>
        <source>%1 is a CNAME at the name of the zone itself</source>
        <translation>%1은(는) 호스팅 영역 자체의 이름(zone apex)에 있는 CNAME입니다</translation>
    </message>
    <message>
        <source>Make %1 an alias of %2</source>
        <translation>%1을(를) %2의 별칭 레코드로 변경</translation>
    </message>
    <message>
        <source>%1 asks no other origin when one fails</source>
        <translation>%1은(는) 오리진에 장애가 나도 다른 오리진을 사용하지 않습니다</translation>
    </message>
    <message>
        <source>Make the origins of %1 an origin group</source>
        <translation>%1의 오리진을 오리진 그룹으로 설정</translation>
    </message>
    <message>
        <source>%1 answers with a Region also while it is down</source>
        <translation>%1은(는) 리전에 장애가 나도 그 리전으로 응답합니다</translation>
    </message>
    <message>
        <source>Evaluate the health of the target of %1</source>
        <translation>%1의 대상 상태 평가 켜기</translation>
    </message>
    <message>
        <source>A second origin or Region helps only when somebody notices that the first one fails and turns to it.</source>
        <translation>두 번째 오리진이나 리전은 첫 번째의 장애를 감지해 전환할 때만 도움이 됩니다.</translation>
    </message>
    <message>
        <source>Whoever gets the address or name that a forgotten record points to answers in your name: a takeover of the subdomain.</source>
        <translation>방치된 레코드가 가리키는 주소나 이름을 다른 사람이 확보하면 내 이름으로 응답하게 됩니다(하위 도메인 탈취).</translation>
    </message>
    <message>
        <source>Nobody on the internet can reach the private addresses of an internal balancer, and DNS allows no CNAME beside the records that a zone itself needs; an alias record may stand there.</source>
        <translation>내부 로드 밸런서의 프라이빗 주소에는 인터넷에서 접근할 수 없습니다. 또한 호스팅 영역 자체의 이름에는 다른 필수 레코드가 있어 CNAME을 둘 수 없으며, 대신 별칭 레코드를 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>The query log tells who asks for which names; DNSSEC keeps others from answering for you.</source>
        <translation>쿼리 로그로 누가 어떤 이름을 조회하는지 알 수 있고, DNSSEC으로 위조된 응답을 막을 수 있습니다.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 lacks: %2</source>
        <translation>%1에 다음 설정이 없습니다: %2</translation>
    </message>
    <message>
        <source>Set what %1 lacks</source>
        <translation>%1에 없는 설정 적용</translation>
    </message>
    <message>
        <source>backups of more than a day</source>
        <translation>하루를 넘는 백업 보존</translation>
    </message>
    <message>
        <source>%1 uses the default subnet group</source>
        <translation>%1이(가) 기본 서브넷 그룹을 사용합니다</translation>
    </message>
    <message>
        <source>%1 listens on the port that everybody tries first (%2)</source>
        <translation>%1이(가) 누구나 먼저 시도하는 기본 포트(%2)를 사용합니다</translation>
    </message>
    <message>
        <source>%1 does not check the health of its targets</source>
        <translation>%1이(가) 대상의 상태를 확인하지 않습니다</translation>
    </message>
    <message>
        <source>Check the health of the targets of %1</source>
        <translation>%1의 대상 상태 확인 켜기</translation>
    </message>
    <message>
        <source>%1 serves %2, but its health check only opens a connection</source>
        <translation>%1은(는) %2 대상 그룹이지만 상태 확인은 연결 수립만 봅니다</translation>
    </message>
    <message>
        <source>Let %1 ask for a page</source>
        <translation>%1의 상태 확인을 페이지 요청으로 변경</translation>
    </message>
    <message>
        <source>Without a check of the answer itself requests go on to what is broken but still accepts connections.</source>
        <translation>응답 자체를 확인하지 않으면, 연결만 받아들이고 제대로 동작하지 않는 대상에도 요청이 계속 전달됩니다.</translation>
    </message>
    <message>
        <source>A mistake or an attack is undone only as far as the backups reach, and a database that is deleted takes its automated backups along.</source>
        <translation>실수나 공격은 백업이 남아 있는 시점까지만 되돌릴 수 있으며, 데이터베이스를 삭제하면 자동 백업도 함께 사라집니다.</translation>
    </message>
    <message>
        <source>The default subnet group spans the public subnets of the default VPC, and the usual port is the first one that a scanner tries.</source>
        <translation>기본 서브넷 그룹은 기본 VPC의 퍼블릭 서브넷으로 구성되며, 기본 포트는 스캐너가 가장 먼저 시도하는 포트입니다.</translation>
    </message>
    <message>
        <source>%1 is public: anybody may read it</source>
        <translation>%1이(가) 공개되어 있어 누구나 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>A copied snapshot of a volume without encryption is all that it takes to read it.</source>
        <translation>암호화되지 않은 볼륨은 스냅샷을 복사하는 것만으로 내용을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Versions undo a mistake, logs tell who read what, HTTPS keeps readers on the way out, and lifecycle rules keep the cost of the rest in bounds.</source>
        <translation>버전 관리로 실수를 되돌리고, 로그로 누가 무엇을 읽었는지 확인하고, HTTPS로 전송 중 도청을 막고, 수명 주기 규칙으로 비용을 관리합니다.</translation>
    </message>
    <message>
        <source>Open buckets are a usual way for data to leak: the names are guessed by machines. Publish through CloudFront instead.</source>
        <translation>공개된 버킷은 흔한 데이터 유출 경로이며 버킷 이름은 자동화 도구로 추측됩니다. 공개할 콘텐츠는 CloudFront로 배포하십시오.</translation>
    </message>
    <message>
        <source>The intent %1 checks nothing: %2</source>
        <translation>의도 %1이(가) 아무것도 검사하지 않습니다: %2</translation>
    </message>
    <message>
        <source>A promise about nothing holds for ever, also after the resource that it meant was renamed.</source>
        <translation>대상이 없는 약속은 항상 지켜집니다. 가리키던 리소스의 이름이 바뀐 뒤에도 그렇습니다.</translation>
    </message>
    <message>
        <source>Add %1 interface endpoints to %2</source>
        <translation>%2에 인터페이스 엔드포인트 %1개 추가</translation>
    </message>
    <message>
        <source>the agent on %1 has no way to its service: no NAT gateway and no endpoint for %2</source>
        <translation>%1의 에이전트가 서비스에 연결할 수 없습니다. NAT 게이트웨이도, %2의 엔드포인트도 없습니다</translation>
    </message>
    <message>
        <source>%1 is the only way of its VPC to the internet</source>
        <translation>%1이(가) VPC에서 인터넷으로 나가는 유일한 경로입니다</translation>
    </message>
    <message>
        <source>Put a NAT gateway in the place of %1</source>
        <translation>%1을(를) NAT 게이트웨이로 교체</translation>
    </message>
    <message>
        <source>%1 is the only door for administrators; Session Manager needs none</source>
        <translation>%1이(가) 유일한 관리자 접속 경로입니다. Session Manager를 쓰면 배스천 호스트가 필요 없습니다</translation>
    </message>
    <message>
        <source>When this one instance or its zone fails, everything behind it is cut off.</source>
        <translation>이 인스턴스나 가용 영역에 장애가 나면 그 뒤의 모든 리소스가 고립됩니다.</translation>
    </message>
    <message>
        <source>The agent opens the connection to its service itself; without a way there the instance never appears in the console.</source>
        <translation>에이전트가 직접 서비스에 연결합니다. 연결 경로가 없으면 인스턴스가 콘솔에 나타나지 않습니다.</translation>
    </message>
    <message>
        <source>%1 stops the health checks of %2</source>
        <translation>%1이(가) %2의 상태 확인을 차단합니다</translation>
    </message>
    <message>
        <source>%1 stops the answers that come through %2</source>
        <translation>%1이(가) %2을(를) 거쳐 오는 응답을 차단합니다</translation>
    </message>
    <message>
        <source>A network ACL keeps no state, and load balancers and NAT gateways use ports of their own, 1024 to 65535.</source>
        <translation>네트워크 ACL은 상태를 저장하지 않으며, 로드 밸런서와 NAT 게이트웨이는 1024~65535의 임시 포트를 사용합니다.</translation>
    </message>
    <message>
        <source>%1 stands behind CloudFront, but %2 admits everybody else too</source>
        <translation>%1은(는) CloudFront 뒤에 있지만 %2이(가) 다른 모든 소스도 허용합니다</translation>
    </message>
    <message>
        <source>Admit CloudFront&apos;s prefix list only in %1</source>
        <translation>%1에서 CloudFront 접두사 목록만 허용</translation>
    </message>
    <message>
        <source>%1 admits the nodes of %2, but sees the addresses of its clients</source>
        <translation>%1은(는) %2의 노드만 허용하지만 실제로는 클라이언트의 주소가 보입니다</translation>
    </message>
    <message>
        <source>Switch off client IP preservation in %1</source>
        <translation>%1의 클라이언트 IP 보존 끄기</translation>
    </message>
    <message>
        <source>%1 has targets in the Availability Zone %2, which is not enabled for it</source>
        <translation>%1의 대상이 활성화되지 않은 가용 영역 %2에 있습니다</translation>
    </message>
    <message>
        <source>Enable the zone with the subnet %1</source>
        <translation>서브넷 %1(으)로 가용 영역 활성화</translation>
    </message>
    <message>
        <source>%1 has no target in the Availability Zone %2 and does not balance across zones</source>
        <translation>%1은(는) 가용 영역 %2에 대상이 없고 교차 영역 로드 밸런싱도 꺼져 있습니다</translation>
    </message>
    <message>
        <source>%1 has more targets in one zone than in another and does not balance across zones</source>
        <translation>%1은(는) 가용 영역마다 대상 수가 다르고 교차 영역 로드 밸런싱도 꺼져 있습니다</translation>
    </message>
    <message>
        <source>Balance %1 across zones</source>
        <translation>%1의 교차 영역 로드 밸런싱 켜기</translation>
    </message>
    <message>
        <source>Who asks the balancer itself gets around the firewall, the cache and the logs of CloudFront.</source>
        <translation>로드 밸런서에 직접 접속하면 CloudFront의 방화벽, 캐시, 로그를 모두 우회합니다.</translation>
    </message>
    <message>
        <source>With client IP preservation the target sees the addresses of the clients, and its security group must admit them.</source>
        <translation>클라이언트 IP 보존을 사용하면 대상에 클라이언트의 주소가 보이므로 보안 그룹에서 그 주소를 허용해야 합니다.</translation>
    </message>
    <message>
        <source>A balancer sends nothing to a zone that is not enabled, and without balancing across zones each zone serves its own.</source>
        <translation>로드 밸런서는 활성화되지 않은 가용 영역으로 요청을 보내지 않습니다. 교차 영역 로드 밸런싱이 꺼져 있으면 각 영역은 자기 영역의 대상만 사용합니다.</translation>
    </message>
    <message>
        <source>%1: the target %2 stands in another VPC</source>
        <translation>%1: 대상 %2이(가) 다른 VPC에 있습니다</translation>
    </message>
    <message>
        <source>%1 sends to port %2, but %3 listens on %4</source>
        <translation>%1은(는) 포트 %2(으)로 보내지만 %3은(는) 포트 %4에서 수신합니다</translation>
    </message>
    <message>
        <source>Send to port %1</source>
        <translation>포트 %1(으)로 보내도록 변경</translation>
    </message>
    <message>
        <source>A listener whose target group is empty or cannot reach its targets answers every request with an error.</source>
        <translation>대상 그룹이 비어 있거나 대상에 도달하지 못하는 리스너는 모든 요청에 오류로 응답합니다.</translation>
    </message>
    <message>
        <source>Give %1 the free block %2</source>
        <translation>%1에 비어 있는 블록 %2 할당</translation>
    </message>
    <message>
        <source>%1 joins networks that overlap: %2 (%3) and %4 (%5)</source>
        <translation>%1이(가) 서로 겹치는 네트워크를 연결합니다: %2(%3), %4(%5)</translation>
    </message>
    <message>
        <source>%1 (%2) has %3 addresses; what stands in it may need %4, with the 5 that AWS keeps</source>
        <translation>%1(%2)의 주소는 %3개이지만, AWS가 예약하는 5개를 포함해 최대 %4개가 필요합니다</translation>
    </message>
    <message>
        <source>%1 uses %2, where Docker and AWS Cloud9 put their own addresses (172.17.0.0/16)</source>
        <translation>%1이(가) 사용하는 %2은(는) Docker와 AWS Cloud9이 쓰는 범위(172.17.0.0/16)와 겹칩니다</translation>
    </message>
    <message>
        <source>%1 uses %2, which are public addresses of somebody: their owner cannot be reached from it</source>
        <translation>%1이(가) 다른 소유자의 퍼블릭 주소인 %2을(를) 사용합니다. 이 VPC에서는 원래 소유자에게 접속할 수 없습니다</translation>
    </message>
    <message>
        <source>Add %1 as a secondary block</source>
        <translation>%1을(를) 보조 CIDR 블록으로 추가</translation>
    </message>
    <message>
        <source>%1 has no room for one more subnet of /%2: another Availability Zone has no place</source>
        <translation>%1에 /%2 서브넷을 더 만들 공간이 없어 가용 영역을 추가할 수 없습니다</translation>
    </message>
    <message>
        <source>A block cannot be made larger later: the subnet must be built anew, with all that stands in it.</source>
        <translation>CIDR 블록은 나중에 늘릴 수 없으므로 서브넷과 그 안의 모든 리소스를 다시 만들어야 합니다.</translation>
    </message>
    <message>
        <source>A packet for an address that both sides have never leaves its own network; AWS refuses to peer such VPCs.</source>
        <translation>양쪽에 모두 있는 주소로 보낸 패킷은 자기 네트워크를 벗어나지 못합니다. AWS에서는 이런 VPC를 피어링할 수 없습니다.</translation>
    </message>
    <message>
        <source>A VPC&apos;s addresses win over everyone else&apos;s with the same numbers; private ranges that nobody else uses are safe.</source>
        <translation>VPC 안에서는 같은 주소를 쓰는 다른 네트워크보다 VPC의 주소가 우선합니다. 다른 곳에서 쓰지 않는 프라이빗 범위가 안전합니다.</translation>
    </message>
    <message>
        <source>%1 has a rule for %2, whose VPC is not peered with its own</source>
        <translation>%1의 규칙이 참조하는 %2은(는) 피어링되지 않은 VPC에 있습니다</translation>
    </message>
    <message>
        <source>Give them the group %1 with the same rules</source>
        <translation>같은 규칙의 보안 그룹 %1(으)로 교체</translation>
    </message>
    <message>
        <source>the default security group has rules, though nobody uses it</source>
        <translation>사용하지 않는 기본 보안 그룹에 규칙이 있습니다</translation>
    </message>
    <message>
        <source>Remove its rules</source>
        <translation>규칙 모두 제거</translation>
    </message>
    <message>
        <source>%1 uses the default security group of its VPC</source>
        <translation>%1이(가) VPC의 기본 보안 그룹을 사용합니다</translation>
    </message>
    <message>
        <source>%1 and %2 more use the default security group of their VPC</source>
        <translation>%1 외 %2개가 VPC의 기본 보안 그룹을 사용합니다</translation>
    </message>
    <message>
        <source>%1 has a rule for %2, which is neither in its VPC nor in a network that is joined to it</source>
        <translation>%1에 있는 규칙의 %2은(는) VPC에도, 연결된 네트워크에도 없는 주소입니다</translation>
    </message>
    <message>
        <source>The default group is what everything gets that nobody thought about, and its members may do anything to each other.</source>
        <translation>보안 그룹을 지정하지 않은 리소스에는 모두 기본 보안 그룹이 적용되며, 그 구성원끼리는 모든 통신이 허용됩니다.</translation>
    </message>
    <message>
        <source>A rule for addresses that nobody has is a slip of the pen or left over, and it opens the door to whoever gets them later.</source>
        <translation>어디에도 없는 주소를 허용하는 규칙은 오타이거나 오래된 규칙입니다. 나중에 그 주소를 쓰게 되는 쪽에 문을 열어 줍니다.</translation>
    </message>
    <message>
        <source>%1: nobody knows the protocol &quot;%2&quot; of a rule</source>
        <translation>%1: 규칙의 프로토콜 &quot;%2&quot;은(는) 알 수 없는 이름입니다</translation>
    </message>
    <message>
        <source>Remove the rules of an unknown protocol</source>
        <translation>알 수 없는 프로토콜의 규칙 제거</translation>
    </message>
    <message>
        <source>%1 has an ICMP rule with a code but no type</source>
        <translation>%1에 유형 없이 코드만 지정한 ICMP 규칙이 있습니다</translation>
    </message>
    <message>
        <source>Admit every type and code</source>
        <translation>모든 유형과 코드 허용</translation>
    </message>
    <message>
        <source>%1 has a TCP or UDP rule without ports</source>
        <translation>%1에 포트를 지정하지 않은 TCP 또는 UDP 규칙이 있습니다</translation>
    </message>
    <message>
        <source>Write all ports: 0 to 65535</source>
        <translation>모든 포트(0~65535)로 지정</translation>
    </message>
    <message>
        <source>%1 has a rule that names no source or destination</source>
        <translation>%1에 소스나 대상 주소가 없는 규칙이 있습니다</translation>
    </message>
    <message>
        <source>%1 has a rule for &quot;%2&quot;, which is no CIDR block</source>
        <translation>%1에 있는 규칙의 &quot;%2&quot;은(는) CIDR 블록이 아닙니다</translation>
    </message>
    <message>
        <source>Remove the rules that match nothing</source>
        <translation>아무것도 일치하지 않는 규칙 제거</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no CIDR block</source>
        <translation>%1: &quot;%2&quot;은(는) CIDR 블록이 아닙니다</translation>
    </message>
    <message>
        <source>Remove what is no CIDR block</source>
        <translation>CIDR 블록이 아닌 항목 제거</translation>
    </message>
    <message>
        <source>AWS refuses such an entry, so what the drawing promises with it will not exist; here it matches no packet.</source>
        <translation>AWS는 이런 항목을 거부하므로 그림대로 만들어지지 않습니다. 여기서는 어떤 패킷과도 일치하지 않는 것으로 봅니다.</translation>
    </message>
    <message>
        <source>%1 has a public address beside the load balancer that it stands behind</source>
        <translation>%1은(는) 로드 밸런서 뒤에 있으면서도 퍼블릭 주소가 있습니다</translation>
    </message>
    <message>
        <source>%1 has a public address, but nothing outside is meant to reach it</source>
        <translation>%1에 퍼블릭 주소가 있지만 외부에서 접속할 일이 없습니다</translation>
    </message>
    <message>
        <source>Take the public address of %1 away</source>
        <translation>%1의 퍼블릭 주소 제거</translation>
    </message>
    <message>
        <source>A public address is one wrong rule away from an attack, and AWS charges for each.</source>
        <translation>퍼블릭 주소가 있으면 잘못된 규칙 하나로 공격에 노출되며, 주소마다 요금도 부과됩니다.</translation>
    </message>
    <message>
        <source>%1: %2: %3; AWS allows %4 at most</source>
        <translation>%1: %2 %3개, AWS의 최대 한도는 %4개입니다</translation>
    </message>
    <message>
        <source>%1: %2: %3; AWS allows %4 unless it is asked</source>
        <translation>%1: %2 %3개, AWS의 기본 할당량은 %4개이며 증가를 요청해야 합니다</translation>
    </message>
    <message>
        <source>%1 can reach %2 on tcp %3, though no connection is drawn</source>
        <translation>연결선이 없는데도 %1에서 %2에 tcp %3(으)로 접속할 수 있습니다</translation>
    </message>
    <message>
        <source>Draw the connection from %1 to %2</source>
        <translation>%1에서 %2(으)로 연결선 그리기</translation>
    </message>
    <message>
        <source>%1 names a group, but packets from %2 arrive without their private address or through a balancer without a group</source>
        <translation>%1은(는) 보안 그룹을 참조하지만, %2에서 온 패킷은 프라이빗 주소를 잃거나 보안 그룹이 없는 로드 밸런서를 거쳐 도착합니다</translation>
    </message>
    <message>
        <source>%1 stops the answers of %2 to %3: %4</source>
        <translation>%1이(가) %2에서 %3(으)로 가는 응답을 차단합니다: %4</translation>
    </message>
    <message>
        <source>What may talk to the data without being drawn is what reviews overlook: draw it, or close it.</source>
        <translation>그림에 없이 데이터에 접근할 수 있는 경로는 검토에서 놓치기 쉽습니다. 연결선을 그리거나 접근을 막으십시오.</translation>
    </message>
    <message>
        <source>A rule that names a group matches the private addresses of its members; what goes over a public address comes as a stranger.</source>
        <translation>보안 그룹을 참조하는 규칙은 구성원의 프라이빗 주소에만 일치합니다. 퍼블릭 주소를 거친 트래픽은 구성원으로 인식되지 않습니다.</translation>
    </message>
    <message>
        <source>A network ACL keeps no state: the answer needs a rule of its own, for the ports that the client sends from.</source>
        <translation>네트워크 ACL은 상태를 저장하지 않으므로, 클라이언트가 쓰는 임시 포트로 가는 응답에도 별도의 규칙이 필요합니다.</translation>
    </message>
    <message>
        <source>Route %1 to the internet through a NAT gateway</source>
        <translation>%1을(를) NAT 게이트웨이를 통해 인터넷으로 라우팅</translation>
    </message>
    <message>
        <source>Add a NAT gateway and route %1 to it</source>
        <translation>NAT 게이트웨이를 추가하고 %1을(를) 라우팅</translation>
    </message>
    <message>
        <source>Associate the endpoint %1 with %2</source>
        <translation>엔드포인트 %1을(를) %2에 연결</translation>
    </message>
    <message>
        <source>Add a gateway endpoint for %1 to %2</source>
        <translation>%2에 %1 게이트웨이 엔드포인트 추가</translation>
    </message>
    <message>
        <source>%1 does not get to %2 through a peering: it leads to the other VPC only, not to its gateways</source>
        <translation>%1은(는) 피어링 연결을 거쳐 %2에 도달하지 못합니다. 피어링은 상대 VPC까지만 통하며 그 게이트웨이는 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 does not get to %2 by way of %3: peering leads to the other VPC only, not through it</source>
        <translation>%1은(는) %3을(를) 거쳐 %2에 도달하지 못합니다. 피어링은 전이되지 않습니다</translation>
    </message>
    <message>
        <source>%1 leads to %2, which has no subnet in the Availability Zone %3</source>
        <translation>%1의 트래픽이 %2(으)로 가지만 가용 영역 %3에는 연결된 서브넷이 없습니다</translation>
    </message>
    <message>
        <source>Attach %1 to %2 too</source>
        <translation>%1도 %2에 연결</translation>
    </message>
    <message>
        <source>%1 may send a request and its answer through firewalls of different zones in %2</source>
        <translation>%1이(가) 요청과 응답을 %2에 있는 서로 다른 가용 영역의 방화벽으로 보낼 수 있습니다</translation>
    </message>
    <message>
        <source>Switch on appliance mode for %1</source>
        <translation>%1의 어플라이언스 모드 켜기</translation>
    </message>
    <message>
        <source>packets from %1 to %2 pass %3, the answers do not</source>
        <translation>%1에서 %2(으)로 가는 패킷은 %3을(를) 거치지만 응답은 거치지 않습니다</translation>
    </message>
    <message>
        <source>Lead the answers through %1 too</source>
        <translation>응답도 %1을(를) 거치도록 라우팅</translation>
    </message>
    <message>
        <source>A peering joins two VPCs and nothing behind them. Peer the two ends directly, or join all of them with a transit gateway.</source>
        <translation>피어링은 두 VPC만 연결하며 그 너머로는 통하지 않습니다. 두 VPC를 직접 피어링하거나 Transit Gateway로 모두 연결하십시오.</translation>
    </message>
    <message>
        <source>A transit gateway takes packets from a zone only where it has an interface in a subnet of that zone.</source>
        <translation>Transit Gateway는 연결 서브넷이 있는 가용 영역에서 온 패킷만 받습니다.</translation>
    </message>
    <message>
        <source>A stateful firewall that sees one half of a conversation drops it.</source>
        <translation>상태 저장 방화벽은 한쪽 방향만 보이는 연결을 차단합니다.</translation>
    </message>
    <message>
        <source>Lead the route to %1</source>
        <translation>라우팅 대상을 %1(으)로 변경</translation>
    </message>
    <message>
        <source>Attach an internet gateway to %1</source>
        <translation>%1에 인터넷 게이트웨이 연결</translation>
    </message>
    <message>
        <source>%1 leads %2 to %3, which is not attached to its VPC</source>
        <translation>%1이(가) %2을(를) %3(으)로 보내지만 이 게이트웨이는 해당 VPC에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 has no way out, but %2 talks to %3</source>
        <translation>%1에서 밖으로 나가는 경로가 없지만 %2이(가) %3에 접속합니다</translation>
    </message>
    <message>
        <source>%1 has no way out, but the user data of %2 fetches something</source>
        <translation>%1에서 밖으로 나가는 경로가 없지만 %2의 사용자 데이터가 파일을 내려받습니다</translation>
    </message>
    <message>
        <source>%1 is the main route table and leads to an internet gateway: every new subnet is public</source>
        <translation>기본 라우팅 테이블인 %1에 인터넷 게이트웨이 경로가 있어 새 서브넷이 모두 퍼블릭이 됩니다</translation>
    </message>
    <message>
        <source>%1 uses the main route table without saying so</source>
        <translation>%1이(가) 기본 라우팅 테이블을 암시적으로 사용합니다</translation>
    </message>
    <message>
        <source>%1 subnets use the main route table without saying so</source>
        <translation>서브넷 %1개가 기본 라우팅 테이블을 암시적으로 사용합니다</translation>
    </message>
    <message>
        <source>Associate %1 with its subnets and make another table the main one</source>
        <translation>%1을(를) 서브넷에 명시적으로 연결하고 다른 테이블을 기본으로 지정</translation>
    </message>
    <message>
        <source>Associate %1 with its subnets</source>
        <translation>%1을(를) 서브넷에 명시적으로 연결</translation>
    </message>
    <message>
        <source>%1 reaches %2 through a NAT gateway; a gateway endpoint costs nothing</source>
        <translation>%1이(가) NAT 게이트웨이를 거쳐 %2에 접속합니다. 게이트웨이 엔드포인트는 무료입니다</translation>
    </message>
    <message>
        <source>%1 and %2 both give the private DNS name of one service</source>
        <translation>%1과(와) %2이(가) 같은 서비스의 프라이빗 DNS 이름을 제공합니다</translation>
    </message>
    <message>
        <source>Switch off private DNS names of %1</source>
        <translation>%1의 프라이빗 DNS 이름 끄기</translation>
    </message>
    <message>
        <source>An internet gateway serves the one VPC that it is attached to; a route to another one is a blackhole.</source>
        <translation>인터넷 게이트웨이는 연결된 VPC에서만 쓸 수 있습니다. 다른 VPC의 게이트웨이로 가는 라우팅은 블랙홀이 됩니다.</translation>
    </message>
    <message>
        <source>From a private subnet the internet and AWS&apos;s own services are reached through a NAT gateway or an endpoint only.</source>
        <translation>프라이빗 서브넷에서는 NAT 게이트웨이나 엔드포인트를 통해서만 인터넷과 AWS 서비스에 접속할 수 있습니다.</translation>
    </message>
    <message>
        <source>A subnet without a table of its own gets the main one, now and when it is created later.</source>
        <translation>라우팅 테이블을 지정하지 않은 서브넷에는 나중에 만드는 것까지 모두 기본 라우팅 테이블이 적용됩니다.</translation>
    </message>
    <message>
        <source>A NAT gateway charges for each gigabyte; a gateway endpoint for S3 or DynamoDB is free and stays within AWS.</source>
        <translation>NAT 게이트웨이는 처리한 데이터 양만큼 요금이 부과됩니다. S3와 DynamoDB의 게이트웨이 엔드포인트는 무료이며 트래픽이 AWS 안에 머뭅니다.</translation>
    </message>
    <message>
        <source>A VPC can have the private name of a service once; AWS refuses the second endpoint.</source>
        <translation>한 VPC에는 서비스의 프라이빗 DNS 이름을 하나만 둘 수 있어 두 번째 엔드포인트는 만들 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>Scaling</name>
    <message>
        <source>%1 stopped; a new instance replaces it</source>
        <translation>%1 중지됨, 새 인스턴스로 교체</translation>
    </message>
    <message>
        <source>%1 failed its health checks; a new instance replaces it</source>
        <translation>%1 상태 확인 실패, 새 인스턴스로 교체</translation>
    </message>
    <message>
        <source>average CPU %1 % above the target %2 % for 3 minutes</source>
        <translation>평균 CPU %1 %, 3분 동안 목표 %2 % 초과</translation>
    </message>
    <message>
        <source>requests per target %1 above the target %2 for 3 minutes</source>
        <translation>대상당 요청 %1건, 3분 동안 목표 %2건 초과</translation>
    </message>
    <message>
        <source>average CPU %1 % below the target %2 % for 15 minutes</source>
        <translation>평균 CPU %1 %, 15분 동안 목표 %2 % 미만</translation>
    </message>
    <message>
        <source>requests per target %1 below the target %2 for 15 minutes</source>
        <translation>대상당 요청 %1건, 15분 동안 목표 %2건 미만</translation>
    </message>
    <message>
        <source>alarm %1: %2 below %3</source>
        <translation>경보 %1: %2, %3 미만</translation>
    </message>
    <message>
        <source>alarm %1: %2 above %3</source>
        <translation>경보 %1: %2, %3 초과</translation>
    </message>
    <message>
        <source>an Availability Zone is available again</source>
        <translation>가용 영역을 다시 사용할 수 있음</translation>
    </message>
    <message>
        <source>an instance was started in response to a difference between desired and actual capacity</source>
        <translation>원하는 용량과 실제 용량의 차이로 인스턴스를 시작함</translation>
    </message>
    <message>
        <source>%1, changing the desired capacity from %2 to %3</source>
        <translation>%1. 원하는 용량을 %2에서 %3(으)로 변경함</translation>
    </message>
    <message>
        <source>instances were launched to balance the zones; the group has more than its desired capacity</source>
        <translation>가용 영역의 균형을 맞추려고 인스턴스를 시작하여 그룹이 원하는 용량보다 커짐</translation>
    </message>
    <message>
        <source>an instance was launched to aid in balancing the group&apos;s zones</source>
        <translation>그룹의 가용 영역 균형을 맞추려고 인스턴스를 시작함</translation>
    </message>
    <message>
        <source>scheduled action %1</source>
        <translation>예약된 작업 %1</translation>
    </message>
    <message>
        <source>a scheduled action (%1) updated the group&apos;s constraints to min: %2, max: %3, desired: %4</source>
        <translation>예약된 작업(%1)이 그룹의 제한을 최소 %2, 최대 %3, 원하는 용량 %4(으)로 업데이트함</translation>
    </message>
    <message>
        <source>Launching a new EC2 instance: %1</source>
        <translation>새 EC2 인스턴스 시작: %1</translation>
    </message>
    <message>
        <source>Launching a new EC2 instance failed: there is not sufficient %1 capacity in the Availability Zone %2</source>
        <translation>새 EC2 인스턴스 시작 실패: 가용 영역 %2에 %1 용량이 부족함</translation>
    </message>
    <message>
        <source>the lifecycle hook %1 was abandoned</source>
        <translation>수명 주기 후크 %1이(가) 중단됨(ABANDON)</translation>
    </message>
    <message>
        <source>a monitor alarm %1 in state ALARM triggered policy %2</source>
        <translation>경보 상태의 모니터 경보 %1이(가) 정책 %2을(를) 실행함</translation>
    </message>
    <message>
        <source>Could not scale to the desired capacity: all remaining instances are protected from scale-in</source>
        <translation>원하는 용량으로 조정할 수 없음: 남은 인스턴스가 모두 축소로부터 보호됨</translation>
    </message>
    <message>
        <source>%1. Instance %2 was selected for termination</source>
        <translation>%1. 인스턴스 %2을(를) 종료 대상으로 선택함</translation>
    </message>
    <message>
        <source>Terminating EC2 instance: %1</source>
        <translation>EC2 인스턴스 종료: %1</translation>
    </message>
    <message>
        <source>an instance was taken out of service in response to an EC2 health check that indicates it has been terminated or stopped</source>
        <translation>인스턴스가 종료되었거나 중지되었다는 EC2 상태 확인에 따라 인스턴스를 서비스에서 제외함</translation>
    </message>
    <message>
        <source>an instance was launched in response to an unhealthy instance needing to be replaced</source>
        <translation>비정상 인스턴스를 교체하려고 인스턴스를 시작함</translation>
    </message>
    <message>
        <source>an instance was taken out of service in response to an ELB system health check failure</source>
        <translation>ELB 상태 확인 실패에 따라 인스턴스를 서비스에서 제외함</translation>
    </message>
    <message>
        <source>Launching a new EC2 instance failed: there are not enough free addresses in the subnet %1</source>
        <translation>새 EC2 인스턴스 시작 실패: 서브넷 %1에 사용 가능한 주소가 부족합니다</translation>
    </message>
</context>
<context>
    <name>Selector</name>
    <message>
        <source>&quot;%1&quot; is not an IP address</source>
        <translation>&quot;%1&quot;은(는) IP 주소가 아닙니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a tag is written tag:key=value</source>
        <translation>&quot;%1&quot;: 태그는 tag:키=값으로 적습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a name is wanted behind the colon</source>
        <translation>&quot;%1&quot;: 콜론 뒤에 이름이 필요합니다</translation>
    </message>
    <message>
        <source>a selector is wanted: a resource, internet, type:…, tag:…=… or in:…</source>
        <translation>대상이 필요합니다: 리소스, internet, type:…, tag:…=… 또는 in:…</translation>
    </message>
</context>
<context>
    <name>Simulation</name>
    <message>
        <source>A fault happens at a time from 0 to 1,000,000,000 seconds.</source>
        <translation>장애 발생 시각은 0~1,000,000,000초여야 합니다.</translation>
    </message>
    <message>
        <source>A fault lasts from 0 to 1,000,000,000 seconds.</source>
        <translation>장애 지속 시간은 0~1,000,000,000초여야 합니다.</translation>
    </message>
    <message>
        <source>There is no availability zone &quot;%1&quot; in the drawing.</source>
        <translation>그림에 가용 영역 &quot;%1&quot;이(가) 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is nothing that runs and could stop.</source>
        <translation>&quot;%1&quot;은(는) 실행하거나 중지할 수 있는 리소스가 아닙니다.</translation>
    </message>
    <message>
        <source>AWS runs the load balancer &quot;%1&quot;; it stops with its zone only (az.down).</source>
        <translation>로드 밸런서 &quot;%1&quot;은(는) AWS가 운영하므로 가용 영역 장애(az.down)로만 중지됩니다.</translation>
    </message>
    <message>
        <source>A scenario lasts more than 0 and at most 1,000,000,000 seconds.</source>
        <translation>시나리오의 지속 시간은 0초보다 길고 1,000,000,000초 이하여야 합니다.</translation>
    </message>
    <message>
        <source>The warm-up is between 0 and the duration of the scenario.</source>
        <translation>워밍업 시간은 0초 이상이고 시나리오의 지속 시간 이하여야 합니다.</translation>
    </message>
    <message>
        <source>These call each other in a circle: %1. A request would never end; remove one of the connections.</source>
        <translation>다음 리소스가 서로 순환 호출합니다: %1. 이대로는 요청이 끝나지 않으므로 연결 하나를 제거하십시오.</translation>
    </message>
    <message>
        <source>The times and rates of a load are numbers from 0 on, rates up to 1,000,000,000 per second.</source>
        <translation>부하의 시간과 요청률은 0 이상의 수여야 하고, 요청률은 초당 1,000,000,000건 이하여야 합니다.</translation>
    </message>
    <message>
        <source>A rate is from 0 to 1,000,000,000 requests per second.</source>
        <translation>요청률은 초당 0~1,000,000,000건이어야 합니다.</translation>
    </message>
    <message>
        <source>Arrivals are poisson or deterministic, not &quot;%1&quot;.</source>
        <translation>도착 분포는 poisson 또는 deterministic이어야 하며 &quot;%1&quot;은(는) 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>There are from 0 to 10,000,000 users.</source>
        <translation>사용자 수는 0~10,000,000명이어야 합니다.</translation>
    </message>
    <message>
        <source>A think time is a number from 0 on.</source>
        <translation>생각 시간은 0 이상의 수여야 합니다.</translation>
    </message>
    <message>
        <source>The clients &quot;%1&quot; send nowhere: draw a traffic connection from them to a server, a load balancer or a DNS record that leads to one.</source>
        <translation>사용자 &quot;%1&quot;의 요청이 갈 곳이 없습니다. 서버, 로드 밸런서 또는 이들로 이어지는 DNS 레코드로 트래픽 연결을 그리십시오.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no Clients resource of the drawing; only clients send requests.</source>
        <translation>&quot;%1&quot;은(는) 그림의 사용자 리소스가 아닙니다. 사용자 리소스만 요청을 보냅니다.</translation>
    </message>
    <message>
        <source>The scenario has two loads for &quot;%1&quot;.</source>
        <translation>시나리오에 &quot;%1&quot;의 부하가 두 개 있습니다.</translation>
    </message>
    <message>
        <source>Nobody sends requests: add a Clients resource and connect it to what it uses.</source>
        <translation>요청을 보내는 리소스가 없습니다. 사용자 리소스를 추가하고 요청을 받을 대상에 연결하십시오.</translation>
    </message>
    <message>
        <source>A point of a load is a time in seconds, later than the one before, and a rate from 0 to 1,000,000,000 per second.</source>
        <translation>부하의 각 점은 앞 점보다 늦은 시각(초)과 초당 0~1,000,000,000의 요청률로 이루어집니다.</translation>
    </message>
    <message>
        <source>A daily load has hours from 0 up to 24, an amplitude from 0 to 1 and, if any, 24 factors.</source>
        <translation>일간 부하의 시각은 0 이상 24 미만, 진폭은 0~1이며, 시간별 배율을 쓰면 24개여야 합니다.</translation>
    </message>
    <message>
        <source>Line %1 of the trace is not a time in seconds, later than the one before, and a rate per second: &quot;%2&quot;</source>
        <translation>트레이스 %1번째 줄은 앞 줄보다 늦은 시각(초)과 초당 요청률이어야 합니다: &quot;%2&quot;</translation>
    </message>
    <message>
        <source>A load of shape trace needs points: pairs of a time and a rate, or csv with a line for each.</source>
        <translation>trace 부하에는 시각과 요청률의 쌍인 points 또는 한 줄에 한 쌍씩 적은 csv가 필요합니다.</translation>
    </message>
    <message>
        <source>There is no load of shape &quot;%1&quot;: use constant, ramp, step, spike, daily or trace.</source>
        <translation>&quot;%1&quot; 형태의 부하는 없습니다. constant, ramp, step, spike, daily, trace 중에서 고르십시오.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no standby to fail over to.</source>
        <translation>&quot;%1&quot;에는 장애 조치할 대기 인스턴스가 없습니다.</translation>
    </message>
    <message>
        <source>An availability is a number from 0 to 1.</source>
        <translation>가용성은 0에서 1 사이의 숫자입니다.</translation>
    </message>
    <message>
        <source>An availability names its source.</source>
        <translation>가용성 값에는 출처가 있어야 합니다.</translation>
    </message>
    <message>
        <source>The flow engine does not play the fault %1: use the event engine.</source>
        <translation>흐름 엔진은 장애 %1을(를) 재생하지 않습니다. 이벤트 엔진을 사용하십시오.</translation>
    </message>
    <message>
        <source>The flow engine does not play &quot;%1&quot; as it is set: use the event engine.</source>
        <translation>흐름 엔진은 지금 설정의 &quot;%1&quot;을(를) 재생하지 못합니다. 이벤트 엔진을 쓰세요.</translation>
    </message>
    <message>
        <source>The flow engine does not know which session sticks to which target when targets come and go: use the event engine.</source>
        <translation>흐름 엔진은 대상이 추가되거나 제거될 때 어느 세션이 어느 대상에 고정되는지 알지 못합니다. 이벤트 엔진을 사용하십시오.</translation>
    </message>
    <message>
        <source>The flow engine plays no lifecycle hooks, warm pools and suspended processes of &quot;%1&quot;: use the event engine.</source>
        <translation>흐름 엔진은 &quot;%1&quot;의 수명 주기 후크, 웜 풀 및 일시 중지된 프로세스를 재생하지 않습니다. 이벤트 엔진을 사용하십시오.</translation>
    </message>
    <message>
        <source>The flow engine does not play the scaling policy &quot;%1&quot;: use the event engine.</source>
        <translation>흐름 엔진은 조정 정책 &quot;%1&quot;을(를) 재생하지 않습니다. 이벤트 엔진을 사용하십시오.</translation>
    </message>
    <message>
        <source>A drawing has at most 255 kinds of requests.</source>
        <translation>그림 하나에는 요청 종류를 최대 255개까지 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>The share, the work and the size of a kind of request are numbers from 0 on.</source>
        <translation>요청 종류의 비율, 작업량, 크기는 0 이상의 숫자입니다.</translation>
    </message>
    <message>
        <source>All clients together ask for at most 2,000,000 objects.</source>
        <translation>모든 클라이언트가 요청하는 객체는 합쳐서 최대 2,000,000개입니다.</translation>
    </message>
    <message>
        <source>A deployment is all-at-once, rolling, rolling-with-additional-batch, immutable or blue-green, not &quot;%1&quot;.</source>
        <translation>배포는 all-at-once, rolling, rolling-with-additional-batch, immutable, blue-green 중 하나이며 &quot;%1&quot;은(는) 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The batch of a deployment is a number of instances from 1 on, or a share of the group from &quot;1%&quot; to &quot;100%&quot;.</source>
        <translation>배포의 배치 크기는 1 이상의 인스턴스 수 또는 &quot;1%&quot;에서 &quot;100%&quot;까지의 그룹 비율입니다.</translation>
    </message>
    <message>
        <source>Times of a deployment are from 0 to 86,400 seconds.</source>
        <translation>배포의 시간은 0~86,400초입니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of a deployment is true or false.</source>
        <translation>배포의 &quot;%1&quot;은(는) true 또는 false입니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no Auto Scaling group; new versions are deployed to one.</source>
        <translation>&quot;%1&quot;은(는) Auto Scaling 그룹이 아닙니다. 새 버전은 Auto Scaling 그룹에 배포합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no read replica.</source>
        <translation>&quot;%1&quot;은(는) 읽기 전용 복제본이 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no cache and no CDN.</source>
        <translation>&quot;%1&quot;은(는) 캐시도 CDN도 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no queue.</source>
        <translation>&quot;%1&quot;은(는) 대기열이 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no load balancer.</source>
        <translation>&quot;%1&quot;은(는) 로드 밸런서가 아닙니다.</translation>
    </message>
    <message>
        <source>There is no region &quot;%1&quot; in the drawing.</source>
        <translation>그림에 리전 &quot;%1&quot;이(가) 없습니다.</translation>
    </message>
    <message>
        <source>No request takes the connection &quot;%1&quot;.</source>
        <translation>연결 &quot;%1&quot;을(를) 지나는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; are no clients that send requests.</source>
        <translation>&quot;%1&quot;은(는) 요청을 보내는 클라이언트가 아닙니다.</translation>
    </message>
    <message>
        <source>No request leaves through a NAT gateway &quot;%1&quot;.</source>
        <translation>NAT 게이트웨이 &quot;%1&quot;(으)로 나가는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a number from 0 to %2.</source>
        <translation>&quot;%1&quot;은(는) 0부터 %2까지의 숫자입니다.</translation>
    </message>
    <message>
        <source>There is no fault &quot;%1&quot;; there are %2.</source>
        <translation>&quot;%1&quot; 장애는 없습니다. 쓸 수 있는 장애: %2.</translation>
    </message>
    <message>
        <source>At most 1,000 Clients resources send requests.</source>
        <translation>요청을 보내는 클라이언트 리소스는 최대 1,000개입니다.</translation>
    </message>
    <message>
        <source>The simulation was stopped.</source>
        <translation>시뮬레이션이 중지되었습니다.</translation>
    </message>
    <message>
        <source>A burstable size has a name.</source>
        <translation>버스트 가능 크기에는 이름이 있어야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a number above 0, at most %2.</source>
        <translation>&quot;%1&quot;은(는) 0보다 크고 %2 이하인 숫자입니다.</translation>
    </message>
    <message>
        <source>Burstable types say how long they keep credits, and their families.</source>
        <translation>버스트 가능 유형에는 크레딧 보관 시간과 패밀리가 있어야 합니다.</translation>
    </message>
    <message>
        <source>Calls that &quot;%1&quot; makes at the same time count one after the other.</source>
        <translation>“%1”이(가) 동시에 하는 호출은 차례로 하는 것으로 계산합니다.</translation>
    </message>
    <message>
        <source>The CPU credits of &quot;%1&quot; are left out: it is never throttled.</source>
        <translation>“%1”의 CPU 크레딧은 반영하지 않습니다. 성능이 제한되지 않는다고 봅니다.</translation>
    </message>
    <message>
        <source>The work on messages of &quot;%1&quot; is left out.</source>
        <translation>“%1”의 메시지를 처리하는 작업은 반영하지 않습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; chooses the less busy of two targets, which counts as a round robin.</source>
        <translation>“%1”은(는) 두 대상 중 한가한 쪽을 고르지만 라운드 로빈으로 계산합니다.</translation>
    </message>
    <message>
        <source>The priorities of requests of &quot;%1&quot; are left out: all wait in one line.</source>
        <translation>“%1”의 요청 우선순위는 반영하지 않습니다. 모두 한 줄로 기다린다고 봅니다.</translation>
    </message>
    <message>
        <source>All clients of &quot;%1&quot; count as equally patient.</source>
        <translation>“%1”의 클라이언트는 모두 똑같이 기다린다고 계산합니다.</translation>
    </message>
    <message>
        <source>Functions are taken as warm: cold starts, their time-outs and how fast they may grow are left out.</source>
        <translation>함수는 준비된 상태로 봅니다. 콜드 스타트, 제한 시간, 동시성 확장 속도는 반영하지 않습니다.</translation>
    </message>
    <message>
        <source>Limits of requests and integration time-outs of APIs are left out.</source>
        <translation>API의 요청 제한(스로틀링)과 통합 제한 시간은 반영하지 않습니다.</translation>
    </message>
    <message>
        <source>Connections of Network Load Balancers are left out: each request finds its target at random.</source>
        <translation>Network Load Balancer의 연결 유지는 반영하지 않습니다. 요청마다 대상을 무작위로 고릅니다.</translation>
    </message>
    <message>
        <source>Limits of connections and locations of web servers are left out.</source>
        <translation>웹 서버의 연결 수 제한과 location 규칙은 반영하지 않습니다.</translation>
    </message>
    <message>
        <source>What a distribution collapses and keeps of errors is left out.</source>
        <translation>배포의 요청 축소와 오류 캐싱은 반영하지 않습니다.</translation>
    </message>
    <message>
        <source>Names that nobody finds are taken as found.</source>
        <translation>네임서버가 지정되지 않아 찾을 수 없는 이름도 찾은 것으로 봅니다.</translation>
    </message>
    <message>
        <source>The throughput limits of &quot;%1&quot; and of its partitions are left out: nothing is throttled here.</source>
        <translation>&quot;%1&quot;과 그 파티션의 처리량 한도는 계산에서 빠졌습니다. 여기서는 아무 요청도 제한되지 않습니다.</translation>
    </message>
    <message>
        <source>The mount targets and the throughput of &quot;%1&quot; are left out: everybody reaches it here, as fast as they like.</source>
        <translation>&quot;%1&quot;의 탑재 대상과 처리량은 계산에서 빠졌습니다. 여기서는 누구나 제한 없이 접근합니다.</translation>
    </message>
    <message>
        <source>That &quot;%1&quot; shares the processors of &quot;%2&quot; is left out: each has them for itself here.</source>
        <translation>&quot;%1&quot;이(가) &quot;%2&quot;의 프로세서를 함께 쓰는 것은 계산에서 빠졌습니다. 여기서는 각자 프로세서를 따로 씁니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; writes to a read replica: the refusals are left out here.</source>
        <translation>&quot;%1&quot;이(가) 읽기 전용 복제본에 씁니다. 여기서는 쓰기 거부가 계산에서 빠졌습니다.</translation>
    </message>
    <message>
        <source>The files on the disks of &quot;%1&quot; are left out: every server finds every file here.</source>
        <translation>&quot;%1&quot;의 디스크에 있는 파일은 계산에서 빠졌습니다. 여기서는 모든 서버가 모든 파일을 찾습니다.</translation>
    </message>
    <message>
        <source>That the storage of &quot;%1&quot; fills up is left out here.</source>
        <translation>&quot;%1&quot;의 스토리지가 가득 차는 것은 계산에서 빠졌습니다.</translation>
    </message>
    <message>
        <source>The carts in the cookies of &quot;%1&quot; are left out: none outgrows its cookie here.</source>
        <translation>&quot;%1&quot;의 쿠키에 담긴 장바구니는 계산에서 빠졌습니다. 여기서는 쿠키 크기를 넘는 장바구니가 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no single instance of a known type; the instances of a group change with its launch template.</source>
        <translation>&quot;%1&quot;은(는) 유형을 알 수 있는 단일 인스턴스가 아닙니다. 그룹의 인스턴스는 시작 템플릿으로 바꿉니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no worker processes.</source>
        <translation>&quot;%1&quot;에는 작업자 프로세스가 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; keeps nothing that it could forget.</source>
        <translation>&quot;%1&quot;에는 잃어버릴 내용이 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; keeps no sessions in cookies.</source>
        <translation>&quot;%1&quot;은(는) 세션을 쿠키에 두지 않습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no database.</source>
        <translation>&quot;%1&quot;은(는) 데이터베이스가 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no CloudFront distribution.</source>
        <translation>&quot;%1&quot;은(는) CloudFront 배포가 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has an address in each zone that never changes.</source>
        <translation>&quot;%1&quot;은(는) 가용 영역마다 바뀌지 않는 고정 주소를 가집니다.</translation>
    </message>
    <message>
        <source>No request asks for a name of the zone &quot;%1&quot;.</source>
        <translation>호스팅 영역 &quot;%1&quot;의 이름을 조회하는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>No request asks for the record &quot;%1&quot;.</source>
        <translation>레코드 &quot;%1&quot;을(를) 조회하는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>&quot;remove&quot; is the id of what the record &quot;%1&quot; no longer answers with.</source>
        <translation>&quot;remove&quot;에는 레코드 &quot;%1&quot;이(가) 더 이상 응답하지 않을 대상의 ID를 적습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no instance type, like &quot;m5.large&quot;.</source>
        <translation>&quot;%1&quot;은(는) &quot;m5.large&quot;와 같은 인스턴스 유형이 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a number from %2 to %3.</source>
        <translation>&quot;%1&quot;은(는) %2부터 %3까지의 숫자입니다.</translation>
    </message>
    <message>
        <source>A Region has a code.</source>
        <translation>리전에는 코드가 있어야 합니다.</translation>
    </message>
    <message>
        <source>The Regions are a list.</source>
        <translation>리전은 목록이어야 합니다.</translation>
    </message>
    <message>
        <source>The Region &quot;%1&quot; is there twice.</source>
        <translation>리전 &quot;%1&quot;이(가) 두 번 있습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no regular expression.</source>
        <translation>&quot;%1&quot;은(는) 올바른 정규 표현식이 아닙니다.</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>This is no part of a sweep of this version.</source>
        <translation>이 버전의 스윕 조각이 아닙니다.</translation>
    </message>
    <message>
        <source>This is no part: it does not say which shard it is.</source>
        <translation>조각이 아닙니다. 몇 번째 샤드인지 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>The part lacks its points, runs or varied values.</source>
        <translation>조각에 조합 수, 실행 결과 또는 바꾼 값이 없습니다.</translation>
    </message>
    <message>
        <source>The run of point %1 should stand here.</source>
        <translation>여기에는 조합 %1의 실행 결과가 있어야 합니다.</translation>
    </message>
    <message>
        <source>This is no run of a sweep.</source>
        <translation>스윕의 실행 결과가 아닙니다.</translation>
    </message>
    <message>
        <source>The run of point %1 is missing.</source>
        <translation>조합 %1의 실행 결과가 없습니다.</translation>
    </message>
    <message>
        <source>This part belongs to another sweep: its drawing, scenario, varied values, replications or version differ.</source>
        <translation>다른 스윕의 조각입니다. 도면, 시나리오, 바꾼 값, 반복 횟수 또는 버전이 다릅니다.</translation>
    </message>
    <message>
        <source>Shard %1 is there already, in %2.</source>
        <translation>샤드 %1은(는) 이미 %2에 있습니다.</translation>
    </message>
    <message>
        <source>Shard %1 of %2 is missing.</source>
        <translation>샤드 %1/%2이(가) 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not of the form PATH=VALUE,VALUE,…</source>
        <translation>&quot;%1&quot;은(는) 경로=값,값,… 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is varied twice.</source>
        <translation>&quot;%1&quot;을(를) 두 번 바꾸려고 합니다.</translation>
    </message>
    <message>
        <source>A sweep has at most 1,000,000 points.</source>
        <translation>스윕의 조합은 최대 1,000,000개입니다.</translation>
    </message>
    <message>
        <source>%1 has no property &quot;%2&quot;.</source>
        <translation>%1에는 &quot;%2&quot; 속성이 없습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no path. Write web.instance_type, resources/tg/health_check/interval_s, connections/c1/weight, load/users/rate_per_s, faults/0/at_s or scenario.duration_s.</source>
        <translation>&quot;%1&quot;은(는) 경로가 아닙니다. web.instance_type, resources/tg/health_check/interval_s, connections/c1/weight, load/users/rate_per_s, faults/0/at_s, scenario.duration_s처럼 쓰세요.</translation>
    </message>
    <message>
        <source>There is no connection &quot;%1&quot;.</source>
        <translation>연결 &quot;%1&quot;이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The scenario has no load of &quot;%1&quot;.</source>
        <translation>시나리오에 &quot;%1&quot;의 부하가 없습니다.</translation>
    </message>
    <message>
        <source>The scenario has no fault with the number &quot;%1&quot;; the first one is 0.</source>
        <translation>시나리오에 번호가 &quot;%1&quot;인 장애가 없습니다. 첫 번째 번호는 0입니다.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>The connection %1</source>
        <translation>연결 %1</translation>
    </message>
    <message>
        <source>The load of %1</source>
        <translation>%1의 부하</translation>
    </message>
    <message>
        <source>The fault %1</source>
        <translation>장애 %1</translation>
    </message>
    <message>
        <source>The scenario</source>
        <translation>시나리오</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a text, not %2.</source>
        <translation>&quot;%1&quot;은(는) %2이(가) 아니라 텍스트여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a number, not %2.</source>
        <translation>&quot;%1&quot;은(는) %2이(가) 아니라 숫자여야 합니다.</translation>
    </message>
</context>
<context>
    <name>Theory</name>
    <message>
        <source>The scenario has faults; theory takes everything as healthy.</source>
        <translation>시나리오에 장애가 있지만 이론은 모두 정상이라고 봅니다.</translation>
    </message>
    <message>
        <source>The load changes over time; theory is about its highest rate.</source>
        <translation>부하가 시간에 따라 변하지만 이론은 가장 높은 부하를 기준으로 합니다.</translation>
    </message>
    <message>
        <source>Groups grow and shrink; theory takes them as they begin.</source>
        <translation>그룹 크기가 변하지만 이론은 처음 크기를 기준으로 합니다.</translation>
    </message>
    <message>
        <source>Caches start empty and fill; theory takes them as full.</source>
        <translation>캐시는 빈 상태에서 시작하지만 이론은 가득 찬 상태로 봅니다.</translation>
    </message>
    <message>
        <source>The scenario has no warm-up; theory is about the steady state after it.</source>
        <translation>시나리오에 워밍업이 없지만 이론은 그 뒤의 정상 상태를 다룹니다.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>the standby of %1 has taken over</source>
        <translation>%1의 대기 인스턴스가 역할을 넘겨받음</translation>
    </message>
    <message>
        <source>%1 is healthy and takes requests</source>
        <translation>%1: 정상 상태가 되어 요청을 받음</translation>
    </message>
    <message>
        <source>%1 is unhealthy: it failed %2 checks in a row</source>
        <translation>%1: 상태 확인에 연속 %2회 실패하여 비정상</translation>
    </message>
    <message>
        <source>%1 runs again</source>
        <translation>%1: 다시 실행 중</translation>
    </message>
    <message>
        <source>%1 on %2 is over</source>
        <translation>%2의 %1 종료</translation>
    </message>
    <message>
        <source>%1 is noticed to be down</source>
        <translation>%1: 중단된 것이 감지됨</translation>
    </message>
    <message>
        <source>the DNS answers otherwise for %1</source>
        <translation>%1의 DNS 응답이 바뀜</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>감지</translation>
    </message>
    <message>
        <source>failover</source>
        <translation>장애 조치</translation>
    </message>
    <message>
        <source>decision to replace</source>
        <translation>교체 결정</translation>
    </message>
    <message>
        <source>until the fault was over</source>
        <translation>장애가 끝날 때까지</translation>
    </message>
    <message>
        <source>start of what replaces it</source>
        <translation>대체 인스턴스 시작</translation>
    </message>
    <message>
        <source>%1 strikes %2</source>
        <translation>%2에 %1 발생</translation>
    </message>
    <message>
        <source>old DNS answers and waiting requests</source>
        <translation>이전 DNS 응답과 대기 중인 요청 소진</translation>
    </message>
    <message>
        <source>%1 has spent its CPU credits and runs at its baseline</source>
        <translation>%1: CPU 크레딧을 모두 써 기준 성능으로 실행 중</translation>
    </message>
    <message>
        <source>%1: the automatic snapshot of the day is taken</source>
        <translation>%1: 오늘의 자동 스냅샷을 생성합니다</translation>
    </message>
    <message>
        <source>%1: a snapshot is taken</source>
        <translation>%1: 스냅샷을 생성합니다</translation>
    </message>
    <message>
        <source>%1 has no backup that it could be restored from</source>
        <translation>%1에는 복원에 쓸 백업이 없습니다</translation>
    </message>
    <message>
        <source>%1 is being restored to its state at %2 s</source>
        <translation>%1을(를) %2초 시점의 상태로 복원하고 있습니다</translation>
    </message>
    <message>
        <source>%1 is back as it was at %2 s: %3 writes after that are not in it</source>
        <translation>%1이(가) %2초 시점의 상태로 돌아왔습니다. 그 뒤의 쓰기 %3건은 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 throttles requests: one partition key is asked for more often than a partition serves</source>
        <translation>%1에서 요청이 제한됩니다. 파티션 키 하나에 파티션의 처리 한도를 넘는 요청이 몰립니다</translation>
    </message>
    <message>
        <source>%1 throttles requests: its capacity is used up</source>
        <translation>%1에서 요청이 제한됩니다. 용량을 모두 사용했습니다</translation>
    </message>
    <message>
        <source>%1 has a capacity of %2 read and %3 write units</source>
        <translation>%1의 용량이 읽기 %2, 쓰기 %3유닛으로 바뀌었습니다</translation>
    </message>
    <message>
        <source>%1 refuses a cookie that was tampered with</source>
        <translation>%1이(가) 변조된 쿠키를 거부합니다</translation>
    </message>
    <message>
        <source>%1 takes a cookie that was tampered with for a true one: it does not validate cookies</source>
        <translation>%1이(가) 쿠키를 검증하지 않아 변조된 쿠키를 진짜로 받아들입니다</translation>
    </message>
    <message>
        <source>%1 files that were uploaded to %2 are lost with its disks</source>
        <translation>%2에 업로드된 파일 %1개가 디스크와 함께 사라졌습니다</translation>
    </message>
    <message>
        <source>%1 has no mount target in %2: instances there cannot use it</source>
        <translation>%2에 %1의 탑재 대상이 없어 그 가용 영역의 인스턴스가 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 has a new public address</source>
        <translation>%1의 퍼블릭 주소가 바뀌었습니다</translation>
    </message>
    <message>
        <source>%1 has no storage left: writes fail</source>
        <translation>%1의 스토리지가 가득 차 쓰기가 실패합니다</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>%1 is of type %2, which sends no packets of its own</source>
        <translation>%1의 유형(%2)은 스스로 패킷을 보내지 않습니다</translation>
    </message>
    <message>
        <source>%1 is of type %2, which receives no packets itself</source>
        <translation>%1의 유형(%2)은 직접 패킷을 받지 않습니다</translation>
    </message>
    <message>
        <source>there is no resource &quot;%1&quot;</source>
        <translation>리소스 &quot;%1&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>nothing in the drawing has the address %1</source>
        <translation>그림에 주소가 %1인 리소스가 없습니다</translation>
    </message>
    <message>
        <source>names are resolved outside of the VPC; packets follow the answer</source>
        <translation>이름 확인은 VPC 밖에서 이루어지며, 패킷은 응답받은 주소로 갑니다</translation>
    </message>
    <message>
        <source>the internet has no way to the private address %1</source>
        <translation>인터넷에서 프라이빗 주소 %1에 도달할 수 없습니다</translation>
    </message>
    <message>
        <source>edge locations answer on tcp 80 and 443 only</source>
        <translation>엣지 로케이션은 tcp 80과 443에서만 응답합니다</translation>
    </message>
    <message>
        <source>requests go to port %1, not to %2</source>
        <translation>요청이 %2이(가) 아니라 %1번 포트로 갑니다</translation>
    </message>
    <message>
        <source>a NAT gateway takes no connections, only answers to those it passed on</source>
        <translation>NAT 게이트웨이는 밖에서 시작한 연결을 받지 않으며, 자신이 내보낸 연결의 응답만 받습니다</translation>
    </message>
    <message>
        <source>listener %1 %2</source>
        <translation>리스너 %1 %2</translation>
    </message>
    <message>
        <source>no listener for %1</source>
        <translation>%1을(를) 받는 리스너가 없습니다</translation>
    </message>
    <message>
        <source>all traffic from %1</source>
        <translation>%1에서 오는 모든 트래픽</translation>
    </message>
    <message>
        <source>all traffic to %1</source>
        <translation>%1(으)로 가는 모든 트래픽</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%2에서 오는 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%2(으)로 가는 %1</translation>
    </message>
    <message>
        <source>rule %1 allow %2 from %3</source>
        <translation>규칙 %1: %3에서 오는 %2 허용</translation>
    </message>
    <message>
        <source>rule %1 allow %2 to %3</source>
        <translation>규칙 %1: %3(으)로 가는 %2 허용</translation>
    </message>
    <message>
        <source>rule %1 deny %2 from %3</source>
        <translation>규칙 %1: %3에서 오는 %2 거부</translation>
    </message>
    <message>
        <source>rule %1 deny %2 to %3</source>
        <translation>규칙 %1: %3(으)로 가는 %2 거부</translation>
    </message>
    <message>
        <source>no network is drawn around it</source>
        <translation>둘러싼 네트워크가 그려져 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 (assumed)</source>
        <translation>%1(가정)</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>any internet address</source>
        <translation>임의의 인터넷 주소</translation>
    </message>
    <message>
        <source>the rule for a group does not match %1 from the public address %2</source>
        <translation>보안 그룹을 소스로 지정한 규칙은 퍼블릭 주소 %2에서 오는 %1에 적용되지 않습니다</translation>
    </message>
    <message>
        <source>no rule allows %1 from %2</source>
        <translation>%2에서 오는 %1을(를) 허용하는 규칙이 없습니다</translation>
    </message>
    <message>
        <source>no rule allows %1 to %2</source>
        <translation>%2(으)로 가는 %1을(를) 허용하는 규칙이 없습니다</translation>
    </message>
    <message>
        <source>answers of an open connection pass (stateful)</source>
        <translation>허용된 연결의 응답은 통과합니다(상태 저장)</translation>
    </message>
    <message>
        <source>only ports %1 of %2 pass (%3)</source>
        <translation>%2 중 %1 포트만 통과합니다(%3)</translation>
    </message>
    <message>
        <source>rule * deny: no rule allows %1 from %2</source>
        <translation>규칙 * 거부: %2에서 오는 %1을(를) 허용하는 규칙이 없습니다</translation>
    </message>
    <message>
        <source>rule * deny: no rule allows %1 to %2</source>
        <translation>규칙 * 거부: %2(으)로 가는 %1을(를) 허용하는 규칙이 없습니다</translation>
    </message>
    <message>
        <source>rule * deny: answers to %1 need %2 (network ACLs are stateless)</source>
        <translation>규칙 * 거부: %1(으)로 가는 응답이 통과하려면 %2을(를) 허용해야 합니다(네트워크 ACL은 상태 비저장)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 is led to %2, which decides itself what passes</source>
        <translation>%1(으)로 가는 패킷을 받는 %2이(가) 통과 여부를 직접 결정합니다</translation>
    </message>
    <message>
        <source>active</source>
        <translation>활성</translation>
    </message>
    <message>
        <source>%1 lies in both VPCs: their blocks overlap</source>
        <translation>두 VPC의 블록이 겹쳐 %1이(가) 양쪽에 모두 속합니다</translation>
    </message>
    <message>
        <source>peering leads to its own two VPCs only, not on to %1</source>
        <translation>피어링은 연결된 두 VPC 사이에서만 통하며 %1(으)로 이어지지 않습니다</translation>
    </message>
    <message>
        <source>%1 → %2: the target is missing</source>
        <translation>%1 → %2: 대상이 없습니다</translation>
    </message>
    <message>
        <source>no route to %1 in %2</source>
        <translation>%2에 %1(으)로 가는 라우팅이 없습니다</translation>
    </message>
    <message>
        <source>the peering is not active</source>
        <translation>피어링이 활성 상태가 아닙니다</translation>
    </message>
    <message>
        <source>through the tunnel</source>
        <translation>터널을 통해 전달</translation>
    </message>
    <message>
        <source>a gateway endpoint passes tcp and ICMP echo only</source>
        <translation>게이트웨이 엔드포인트는 tcp와 ICMP echo만 통과시킵니다</translation>
    </message>
    <message>
        <source>gateway endpoint</source>
        <translation>게이트웨이 엔드포인트</translation>
    </message>
    <message>
        <source>no route to %1</source>
        <translation>%1(으)로 가는 라우팅이 없습니다</translation>
    </message>
    <message>
        <source>%1 lies in the VPC, but nothing has it</source>
        <translation>%1은(는) VPC의 주소 범위에 있지만 이 주소를 가진 리소스가 없습니다</translation>
    </message>
    <message>
        <source>nothing in the peer VPC has %1</source>
        <translation>피어링 상대 VPC에 주소가 %1인 리소스가 없습니다</translation>
    </message>
    <message>
        <source>%1 → %2: the target is missing or not attached</source>
        <translation>%1 → %2: 대상이 없거나 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 → %2: it cannot lead on from here</source>
        <translation>%1 → %2: 여기에서는 목적지로 이어지지 않습니다</translation>
    </message>
    <message>
        <source>source %1 becomes %2 (assumed)</source>
        <translation>소스 주소가 %1에서 %2(으)로 바뀝니다(가정)</translation>
    </message>
    <message>
        <source>source %1 becomes %2</source>
        <translation>소스 주소가 %1에서 %2(으)로 바뀝니다</translation>
    </message>
    <message>
        <source>%1 has no public address</source>
        <translation>%1에 퍼블릭 주소가 없습니다</translation>
    </message>
    <message>
        <source>its source/destination check drops packets for others</source>
        <translation>소스/대상 확인이 켜져 있어 다른 주소로 가는 패킷을 버립니다</translation>
    </message>
    <message>
        <source>%1 is a private address: the internet has no way to it</source>
        <translation>%1은(는) 프라이빗 주소이므로 인터넷에서 도달할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 → %2, not to the gateway that the packet needs</source>
        <translation>%1 → %2: 패킷이 거쳐야 하는 게이트웨이가 아닙니다</translation>
    </message>
    <message>
        <source>the public address becomes the private one</source>
        <translation>퍼블릭 주소가 프라이빗 주소로 바뀝니다</translation>
    </message>
    <message>
        <source>the answer goes to %1</source>
        <translation>응답은 %1(으)로 갑니다</translation>
    </message>
    <message>
        <source>the VPC has no VPN gateway</source>
        <translation>VPC에 VPN 게이트웨이가 없습니다</translation>
    </message>
    <message>
        <source>the VPC has no internet gateway</source>
        <translation>VPC에 인터넷 게이트웨이가 없습니다</translation>
    </message>
    <message>
        <source>destination %1 (assumed) becomes %2</source>
        <translation>목적지 주소가 %1(가정)에서 %2(으)로 바뀝니다</translation>
    </message>
    <message>
        <source>destination %1 becomes %2</source>
        <translation>목적지 주소가 %1에서 %2(으)로 바뀝니다</translation>
    </message>
    <message>
        <source>the private address becomes the public one</source>
        <translation>프라이빗 주소가 퍼블릭 주소로 바뀝니다</translation>
    </message>
    <message>
        <source>all traffic</source>
        <translation>모든 트래픽</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>the name stands for what follows</source>
        <translation>이 이름은 다음 대상을 가리킵니다</translation>
    </message>
    <message>
        <source>the private zone %1 answers only in its VPCs</source>
        <translation>프라이빗 호스팅 영역 %1은(는) 연결된 VPC에서만 응답합니다</translation>
    </message>
    <message>
        <source>it is not enabled in zone %1 of its target</source>
        <translation>대상이 있는 가용 영역 %1이(가) 로드 밸런서에 활성화되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 has no IPv6 address</source>
        <translation>%1에 IPv6 주소가 없습니다</translation>
    </message>
    <message>
        <source>packets to %1 go in circles</source>
        <translation>%1(으)로 가는 패킷이 같은 경로를 맴돕니다</translation>
    </message>
    <message>
        <source>the drawing does not show %1, where %2 is led to</source>
        <translation>%2의 경로가 향하는 %1이(가) 그림에 없습니다</translation>
    </message>
    <message>
        <source>a rule for a group does not match %1 from %2 on this way</source>
        <translation>이 경로에서는 보안 그룹을 소스로 지정한 규칙이 %2에서 오는 %1에 적용되지 않습니다</translation>
    </message>
    <message>
        <source>a rule for a group does not match %1 to %2 on this way</source>
        <translation>이 경로에서는 보안 그룹을 대상으로 지정한 규칙이 %2(으)로 가는 %1에 적용되지 않습니다</translation>
    </message>
    <message>
        <source>it did not see the request that this answers</source>
        <translation>이 응답에 해당하는 요청이 여기를 지나지 않았습니다</translation>
    </message>
    <message>
        <source>the answer goes through %1, which did not see the request</source>
        <translation>요청이 지나지 않은 %1을(를) 응답이 지나갑니다</translation>
    </message>
    <message>
        <source>a VPC origin needs an internet gateway in its VPC</source>
        <translation>VPC 오리진을 사용하려면 VPC에 인터넷 게이트웨이가 있어야 합니다</translation>
    </message>
    <message>
        <source>no tunnel leads to %1</source>
        <translation>%1(으)로 가는 터널이 없습니다</translation>
    </message>
    <message>
        <source>what lies behind the tunnel to %1 is not known</source>
        <translation>%1(으)로 가는 터널 너머의 네트워크는 알 수 없습니다</translation>
    </message>
    <message>
        <source>connections may begin here, not outside</source>
        <translation>안에서 시작한 연결만 허용하고 밖에서 시작한 연결은 막습니다</translation>
    </message>
    <message>
        <source>VPC Block Public Access stops it</source>
        <translation>VPC 퍼블릭 액세스 차단이 막습니다</translation>
    </message>
    <message>
        <source>IPv6 addresses are not translated</source>
        <translation>IPv6 주소는 변환되지 않습니다</translation>
    </message>
    <message>
        <source>no instance is registered with it</source>
        <translation>등록된 인스턴스가 없습니다</translation>
    </message>
    <message>
        <source>the drawing does not show the targets of %1</source>
        <translation>%1의 대상이 그림에 없습니다</translation>
    </message>
    <message>
        <source>it has no targets</source>
        <translation>등록된 대상이 없습니다</translation>
    </message>
    <message>
        <source>it has no targets in the zone of this node</source>
        <translation>이 노드의 가용 영역에 등록된 대상이 없습니다</translation>
    </message>
    <message>
        <source>%1 is not attached to it</source>
        <translation>%1이(가) 연결(Attachment)되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the attachment of %1 is not available</source>
        <translation>%1의 연결(Attachment)이 사용 가능 상태가 아닙니다</translation>
    </message>
    <message>
        <source>no subnet of zone %1 is attached</source>
        <translation>가용 영역 %1의 서브넷이 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the attachment of %1 is associated with no route table</source>
        <translation>%1의 연결(Attachment)이 어떤 라우팅 테이블과도 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1: no drawn route to %2, but one may be learned by BGP</source>
        <translation>%1: 그림에는 %2(으)로 가는 경로가 없지만 BGP로 전파될 수 있습니다</translation>
    </message>
    <message>
        <source>the routes that %1 learns by BGP are not known</source>
        <translation>%1이(가) BGP로 전파받는 경로를 알 수 없습니다</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>%1: no route to %2</source>
        <translation>%1: %2(으)로 가는 경로가 없습니다</translation>
    </message>
    <message>
        <source>%1: %2 is a blackhole</source>
        <translation>%1: %2은(는) 블랙홀 경로입니다</translation>
    </message>
    <message>
        <source>%1: %2 → %3, where nothing has %4</source>
        <translation>%1: %2 → %3, 이 대상에는 주소가 %4인 리소스가 없습니다</translation>
    </message>
    <message>
        <source>the subnets that attach %1 to the transit gateway are not drawn</source>
        <translation>%1을(를) Transit Gateway에 연결하는 서브넷이 그림에 없습니다</translation>
    </message>
</context>
<context>
    <name>ValueWords</name>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::BooleanEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
</context>
<context>
    <name>skydraft::CanvasWidget</name>
    <message>
        <source>Drawing</source>
        <translation>그림</translation>
    </message>
</context>
<context>
    <name>skydraft::ChoiceEditor</name>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::ComboEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
</context>
<context>
    <name>skydraft::CompareView</name>
    <message>
        <source>Compare with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Run to compare with</source>
        <translation>비교할 실행</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>표 내보내기</translation>
    </message>
    <message>
        <source>Figures of both runs</source>
        <translation>두 실행의 수치</translation>
    </message>
    <message>
        <source>There is nothing to compare yet. Drag the slider back and break something, or play another scenario.</source>
        <translation>아직 비교할 실행이 없습니다. 슬라이더를 뒤로 끌어 장애를 일으키거나 다른 시나리오를 재생하세요.</translation>
    </message>
    <message>
        <source>Play %1, %2</source>
        <translation>재생 %1, %2</translation>
    </message>
    <message>
        <source>Simulated time, s</source>
        <translation>시뮬레이션 시간, 초</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Availability, %</source>
        <translation>가용성, %</translation>
    </message>
    <message>
        <source>Mean latency, ms</source>
        <translation>평균 지연 시간, ms</translation>
    </message>
    <message>
        <source>p50, ms</source>
        <translation>p50, ms</translation>
    </message>
    <message>
        <source>p95, ms</source>
        <translation>p95, ms</translation>
    </message>
    <message>
        <source>p99, ms</source>
        <translation>p99, ms</translation>
    </message>
    <message>
        <source>Slowest, ms</source>
        <translation>최대 지연 시간, ms</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>Longest recovery, s</source>
        <translation>가장 긴 복구 시간, 초</translation>
    </message>
    <message>
        <source>Changes of groups</source>
        <translation>그룹 크기 변경</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>%1 (better)</source>
        <translation>%1 (좋아짐)</translation>
    </message>
    <message>
        <source>%1 (worse)</source>
        <translation>%1 (나빠짐)</translation>
    </message>
    <message>
        <source>Theory: what textbook formulas expect</source>
        <translation>이론: 대기행렬 공식의 예상값</translation>
    </message>
</context>
<context>
    <name>skydraft::ConnectionForm</name>
    <message>
        <source>Packets arrive</source>
        <translation>패킷 도달</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>차단됨</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>트래픽</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>DNS alias</source>
        <translation>DNS 별칭</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>오리진</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>연결(Attachment)</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>트리거</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>마운트</translation>
    </message>
    <message>
        <source>Show the path</source>
        <translation>경로 보기</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>연결: %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>skydraft::ConnectionPlans</name>
    <message>
        <source>%1 takes no connections</source>
        <translation>%1은(는) 연결을 받지 않습니다</translation>
    </message>
    <message>
        <source>%1 sends requests but takes none</source>
        <translation>%1은(는) 요청을 보내기만 하고 받지 않습니다</translation>
    </message>
    <message>
        <source>There is already such a connection to %1</source>
        <translation>%1(으)로 가는 같은 연결이 이미 있습니다</translation>
    </message>
    <message>
        <source>Connect to %1: %2</source>
        <translation>%1에 연결: %2</translation>
    </message>
</context>
<context>
    <name>skydraft::DocumentController</name>
    <message>
        <source>This drawing was made by a later version: it can be looked at, but not changed.</source>
        <translation>상위 버전에서 만든 그림입니다. 볼 수는 있지만 수정할 수는 없습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::DrawingForm</name>
    <message>
        <source>Title of the drawing</source>
        <translation>그림 제목</translation>
    </message>
    <message>
        <source>Untitled drawing</source>
        <translation>제목 없는 그림</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>연결 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>%1 things selected</source>
        <translation>항목 %1개 선택됨</translation>
    </message>
    <message>
        <source>Resources: %1
Connections: %2
Scenarios: %3</source>
        <translation>리소스: %1
연결: %2
시나리오: %3</translation>
    </message>
    <message>
        <source>Select a resource or a connection to see and change its properties.</source>
        <translation>리소스나 연결을 선택하면 속성을 보고 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Select things of one type to change them together.</source>
        <translation>같은 유형의 항목을 선택하면 한꺼번에 바꿀 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::DropTargets</name>
    <message>
        <source>Place in %1 “%2”</source>
        <translation>%1 “%2” 안에 배치</translation>
    </message>
    <message>
        <source>Place in %1 “%2”, around %3</source>
        <translation>%1 “%2” 안에 %3을(를) 감싸도록 배치</translation>
    </message>
    <message>
        <source>Place on the drawing</source>
        <translation>그림에 배치</translation>
    </message>
    <message>
        <source>%1 belongs in: %2</source>
        <translation>%1을(를) 둘 수 있는 곳: %2</translation>
    </message>
    <message>
        <source>%1 cannot stand in %2. It belongs in: %3</source>
        <translation>%1은(는) %2 안에 둘 수 없습니다. 둘 수 있는 곳: %3</translation>
    </message>
</context>
<context>
    <name>skydraft::EditCommands</name>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>실행 취소(&amp;U): %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>다시 실행(&amp;R): %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
</context>
<context>
    <name>skydraft::EmptyHint</name>
    <message>
        <source>Open the example</source>
        <translation>예제 열기</translation>
    </message>
    <message>
        <source>Draw your first architecture</source>
        <translation>첫 아키텍처를 그려 보십시오</translation>
    </message>
    <message>
        <source>Drag a service here from the palette on the left,</source>
        <translation>왼쪽 팔레트에서 서비스를 끌어다 놓거나,</translation>
    </message>
    <message>
        <source>or double-click anywhere (or press /) to search for one.</source>
        <translation>아무 곳이나 두 번 클릭하거나 / 키를 눌러 검색하십시오.</translation>
    </message>
</context>
<context>
    <name>skydraft::EstimateOverlay</name>
    <message>
        <source>! %1 %</source>
        <translation>! %1 %</translation>
    </message>
    <message>
        <source>≈ %1 %</source>
        <translation>≈ %1 %</translation>
    </message>
</context>
<context>
    <name>skydraft::EstimateView</name>
    <message>
        <source>Throughput</source>
        <translation>처리량</translation>
    </message>
    <message>
        <source>Mean response</source>
        <translation>평균 응답</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>가용성</translation>
    </message>
    <message>
        <source>&amp;Show on the drawing</source>
        <translation>그림에 표시(&amp;S)</translation>
    </message>
    <message>
        <source>The expected utilization at each resource, while nothing plays</source>
        <translation>재생 중이 아닐 때 각 리소스의 예상 사용률을 표시합니다</translation>
    </message>
    <message>
        <source>Expected figures of each resource</source>
        <translation>리소스별 예상 수치</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Req/s</source>
        <translation>요청/초</translation>
    </message>
    <message>
        <source>Busy, %</source>
        <translation>사용률, %</translation>
    </message>
    <message>
        <source>Wait, ms</source>
        <translation>대기, ms</translation>
    </message>
    <message>
        <source>Response, ms</source>
        <translation>응답, ms</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>공식</translation>
    </message>
    <message>
        <source>Nothing can be told: %1</source>
        <translation>예상할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Each alone can stop everything: %1.</source>
        <translation>하나만 멈춰도 전체가 멈추는 지점: %1.</translation>
    </message>
    <message>
        <source>%1 req/s</source>
        <translation>%1 요청/초</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 minutes a month without it; the figures are those of service level agreements</source>
        <translation>한 달에 %1분 중단; 수치는 서비스 수준 계약(SLA) 기준입니다</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>한계 없음</translation>
    </message>
    <message>
        <source>overloaded: %1 of %2 req/s</source>
        <translation>과부하: %2 중 %1 요청/초 처리</translation>
    </message>
</context>
<context>
    <name>skydraft::ExperimentView</name>
    <message>
        <source>Try</source>
        <translation>실험 대상</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Values, with commas between them</source>
        <translation>쉼표로 구분한 값</translation>
    </message>
    <message>
        <source>1, 2, 4</source>
        <translation>1, 2, 4</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>표 내보내기</translation>
    </message>
    <message>
        <source>Figures for each value</source>
        <translation>값별 수치</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Mean, ms</source>
        <translation>평균, ms</translation>
    </message>
    <message>
        <source>p99, ms</source>
        <translation>p99, ms</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Availability, %</source>
        <translation>가용성, %</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Runs of each value</source>
        <translation>값마다 실행 횟수</translation>
    </message>
    <message>
        <source>Runs of each value, each with other random numbers; the first runs of all values have the same ones, and so on</source>
        <translation>값마다 난수를 바꿔 실행하는 횟수입니다. 같은 차례의 실행은 모든 값이 같은 난수를 씁니다</translation>
    </message>
    <message>
        <source>× </source>
        <translation>× </translation>
    </message>
    <message>
        <source>Mean to the first, ms</source>
        <translation>첫 값 대비 평균, ms</translation>
    </message>
    <message>
        <source>%1 (no clear difference)</source>
        <translation>%1 (뚜렷한 차이 없음)</translation>
    </message>
</context>
<context>
    <name>skydraft::ExportCommands</name>
    <message>
        <source>The picture could not be saved</source>
        <translation>이미지를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>저장됨: %1</translation>
    </message>
    <message>
        <source>Export as PNG</source>
        <translation>PNG로 내보내기</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 이미지 (*.png)</translation>
    </message>
    <message>
        <source>The drawing is too large for a picture. Export it as SVG.</source>
        <translation>그림이 너무 커서 이미지로 만들 수 없습니다. SVG로 내보내십시오.</translation>
    </message>
    <message>
        <source>Export as SVG</source>
        <translation>SVG로 내보내기</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG 이미지 (*.svg)</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>이미지를 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>CSV로 내보내기</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>표(*.csv)</translation>
    </message>
</context>
<context>
    <name>skydraft::FaultChoices</name>
    <message>
        <source>Stop a process</source>
        <translation>프로세스 중지</translation>
    </message>
    <message>
        <source>Let a process hang</source>
        <translation>프로세스 멈춤</translation>
    </message>
    <message>
        <source>Answer with HTTP 500</source>
        <translation>HTTP 500으로 응답</translation>
    </message>
    <message>
        <source>Burn a CPU</source>
        <translation>CPU 과부하</translation>
    </message>
    <message>
        <source>Stop a host</source>
        <translation>호스트 중지</translation>
    </message>
    <message>
        <source>Terminate a host</source>
        <translation>호스트 종료</translation>
    </message>
    <message>
        <source>Take Spot capacity back</source>
        <translation>스팟 용량 회수</translation>
    </message>
    <message>
        <source>Fail over a database</source>
        <translation>데이터베이스 장애 조치</translation>
    </message>
    <message>
        <source>Let a read replica fall behind</source>
        <translation>읽기 전용 복제본 지연</translation>
    </message>
    <message>
        <source>Empty a cache</source>
        <translation>캐시 비우기</translation>
    </message>
    <message>
        <source>Stall a queue</source>
        <translation>대기열 정지</translation>
    </message>
    <message>
        <source>Lose an Availability Zone</source>
        <translation>가용 영역 상실</translation>
    </message>
    <message>
        <source>Lose a Region</source>
        <translation>리전 장애</translation>
    </message>
    <message>
        <source>Lose a NAT gateway</source>
        <translation>NAT 게이트웨이 장애</translation>
    </message>
    <message>
        <source>Give a load balancer new addresses</source>
        <translation>로드 밸런서 주소 교체</translation>
    </message>
    <message>
        <source>Let resolvers keep old answers</source>
        <translation>DNS 리졸버가 이전 응답 유지</translation>
    </message>
    <message>
        <source>Slow a connection down</source>
        <translation>연결 지연</translation>
    </message>
    <message>
        <source>Lose packets on a connection</source>
        <translation>연결에서 패킷 손실</translation>
    </message>
    <message>
        <source>Multiply the load</source>
        <translation>부하 배로 늘리기</translation>
    </message>
    <message>
        <source>Leave a zone without capacity</source>
        <translation>가용 영역 용량 부족</translation>
    </message>
    <message>
        <source>Reboot a host</source>
        <translation>호스트 재부팅</translation>
    </message>
    <message>
        <source>Stop and start a host</source>
        <translation>호스트 중지 후 시작</translation>
    </message>
    <message>
        <source>Change the instance type of a host</source>
        <translation>호스트의 인스턴스 유형 변경</translation>
    </message>
    <message>
        <source>Stop one worker process</source>
        <translation>작업자 프로세스 하나 중지</translation>
    </message>
    <message>
        <source>Change the configuration of a group</source>
        <translation>그룹의 구성 변경</translation>
    </message>
    <message>
        <source>Let a store forget</source>
        <translation>저장소의 내용 잃기</translation>
    </message>
    <message>
        <source>Tamper with cookies</source>
        <translation>쿠키 변조</translation>
    </message>
    <message>
        <source>Take a database snapshot</source>
        <translation>데이터베이스 스냅샷 생성</translation>
    </message>
    <message>
        <source>Restore a database</source>
        <translation>데이터베이스 복원</translation>
    </message>
    <message>
        <source>Deploy a bad version</source>
        <translation>잘못된 버전 배포</translation>
    </message>
    <message>
        <source>Invalidate what a distribution holds</source>
        <translation>배포의 캐시 무효화</translation>
    </message>
    <message>
        <source>Change the content of an origin</source>
        <translation>오리진의 콘텐츠 변경</translation>
    </message>
    <message>
        <source>Enter the name servers of a hosted zone at the registrar</source>
        <translation>등록 대행자에 호스팅 영역의 네임 서버 등록</translation>
    </message>
    <message>
        <source>Remove the name servers of a hosted zone from the registrar</source>
        <translation>등록 대행자에서 호스팅 영역의 네임 서버 제거</translation>
    </message>
    <message>
        <source>Take an address out of a record</source>
        <translation>레코드에서 주소 하나 빼기</translation>
    </message>
    <message>
        <source>Deploy a new version</source>
        <translation>새 버전 배포</translation>
    </message>
    <message>
        <source>Refresh the instances of a group</source>
        <translation>그룹 인스턴스 새로 고침</translation>
    </message>
</context>
<context>
    <name>skydraft::FaultHandle</name>
    <message>
        <source>Drag this onto the timeline below to add the fault there</source>
        <translation>아래 타임라인으로 끌어 그 시각에 장애를 추가합니다</translation>
    </message>
    <message>
        <source>Fault to drag onto the timeline</source>
        <translation>타임라인으로 끌어 놓을 장애</translation>
    </message>
</context>
<context>
    <name>skydraft::FaultLane</name>
    <message>
        <source>Faults over time</source>
        <translation>시간대별 장애</translation>
    </message>
    <message>
        <source>%1, at %2, for %3</source>
        <translation>%1, 시각 %2, 지속 %3</translation>
    </message>
    <message>
        <source>%1, at %2, to the end</source>
        <translation>%1, 시각 %2, 끝까지</translation>
    </message>
    <message>
        <source>Nothing fails</source>
        <translation>장애 없음</translation>
    </message>
    <message>
        <source>Drag a fault in time, stretch its right end, Del removes it; a double click adds one, and so does a drop of the handle above.</source>
        <translation>장애를 끌어 시각을 바꾸고 오른쪽 끝을 당겨 길이를 바꿉니다. Del 키로 지우고, 두 번 클릭하거나 위의 손잡이를 끌어 놓아 추가합니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::FileCommands</name>
    <message>
        <source>Skydraft drawings (*.skydraft)</source>
        <translation>Skydraft 그림 (*.skydraft)</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Open a drawing</source>
        <translation>그림 열기</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>Made by a later version</source>
        <translation>상위 버전에서 만든 그림</translation>
    </message>
    <message>
        <source>This drawing was made by a later version of Skydraft. You can look at it, but not change or save it: what this version does not understand would be lost.</source>
        <translation>상위 버전의 Skydraft에서 만든 그림입니다. 볼 수는 있지만 수정하거나 저장할 수는 없습니다. 저장하면 이 버전이 이해하지 못하는 내용이 사라지기 때문입니다.</translation>
    </message>
    <message>
        <source>This template cannot be opened</source>
        <translation>이 템플릿을 열 수 없습니다</translation>
    </message>
    <message>
        <source>Save the drawing</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>파일을 덮어쓸까요?</translation>
    </message>
    <message>
        <source>%1 exists already. Replace it?</source>
        <translation>%1이(가) 이미 있습니다. 덮어쓸까요?</translation>
    </message>
    <message>
        <source>The drawing could not be saved</source>
        <translation>그림을 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>The drawing could not be recovered</source>
        <translation>그림을 복구하지 못했습니다</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>저장하지 않은 변경 내용</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>%1의 변경 내용을 저장할까요?</translation>
    </message>
    <message>
        <source>What is not saved will be lost.</source>
        <translation>저장하지 않은 내용은 사라집니다.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Do not save</source>
        <translation>저장 안 함(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The file has changed</source>
        <translation>파일이 변경되었습니다</translation>
    </message>
    <message>
        <source>Another program has changed %1 since it was opened.</source>
        <translation>파일을 연 뒤에 다른 프로그램이 %1을(를) 변경했습니다.</translation>
    </message>
    <message>
        <source>Saving replaces what the other program wrote.</source>
        <translation>저장하면 다른 프로그램이 저장한 내용을 덮어씁니다.</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>덮어쓰기(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>다른 이름으로 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>목록 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>No templates</source>
        <translation>템플릿 없음</translation>
    </message>
</context>
<context>
    <name>skydraft::GroupDrops</name>
    <message>
        <source>Drop the group on a resource that has security groups</source>
        <translation>보안 그룹을 사용하는 리소스 위에 놓으세요</translation>
    </message>
    <message>
        <source>Attach %1 to %2</source>
        <translation>연결: %1 → %2</translation>
    </message>
</context>
<context>
    <name>skydraft::InlineRename</name>
    <message>
        <source>Name of %1</source>
        <translation>%1 이름</translation>
    </message>
</context>
<context>
    <name>skydraft::InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>속성</translation>
    </message>
</context>
<context>
    <name>skydraft::IntentDialog</name>
    <message>
        <source>T&amp;hrough</source>
        <translation>경유(&amp;H)</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>연결 의도</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>A resource, internet, type:…, tag:key=value or in:…</source>
        <translation>리소스, internet, type:…, tag:키=값 또는 in:…</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>출발지(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Promise</source>
        <translation>약속(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>도착지(&amp;T)</translation>
    </message>
    <message>
        <source>Any port</source>
        <translation>모든 포트</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>P&amp;rotocol and port</source>
        <translation>프로토콜과 포트(&amp;R)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The port is a number from 0 to 65535.</source>
        <translation>포트는 0~65535 사이의 수여야 합니다.</translation>
    </message>
    <message>
        <source>Say what the packets must pass.</source>
        <translation>패킷이 거쳐야 하는 것을 입력하세요.</translation>
    </message>
</context>
<context>
    <name>skydraft::IntentsPanel</name>
    <message>
        <source>Intents</source>
        <translation>연결 의도</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>약속</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>편집…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Intents say who may reach whom, and stay true while you draw: the internet never reaches tag:tier=data.</source>
        <translation>연결 의도는 누가 누구에게 도달할 수 있는지 정하고, 그리는 동안 계속 검사됩니다. 예: internet에서 tag:tier=data에 도달하면 안 됨.</translation>
    </message>
    <message>
        <source>Choose an intent to see what decided.</source>
        <translation>의도를 선택하면 판단 근거를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Every pair of ends was checked.</source>
        <translation>양 끝의 모든 조합을 검사했습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::LineEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::ListEditor</name>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>위로 이동</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>아래로 이동</translation>
    </message>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
</context>
<context>
    <name>skydraft::LoadCurve</name>
    <message>
        <source>Curve of the load</source>
        <translation>부하 곡선</translation>
    </message>
    <message>
        <source>Drag points. Press beside the line to add one, Del removes it.</source>
        <translation>점을 끌어 옮깁니다. 선 밖을 누르면 점이 추가되고 Del 키로 삭제됩니다.</translation>
    </message>
    <message>
        <source>Requests/s</source>
        <translation>요청/초</translation>
    </message>
    <message>
        <source>Point %1 of %2: %3, %4 requests/s</source>
        <translation>점 %1/%2: %3, 초당 요청 %4개</translation>
    </message>
</context>
<context>
    <name>skydraft::LoadForm</name>
    <message>
        <source>From</source>
        <translation>시작값</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>도달 시간</translation>
    </message>
    <message>
        <source>Step at</source>
        <translation>변화 시각</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>변화 후</translation>
    </message>
    <message>
        <source>Spike at</source>
        <translation>급증 시각</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>지속 시간</translation>
    </message>
    <message>
        <source>Times as many</source>
        <translation>배수</translation>
    </message>
    <message>
        <source>Starts at hour</source>
        <translation>시작 시각(시)</translation>
    </message>
    <message>
        <source>Busiest hour</source>
        <translation>가장 바쁜 시각(시)</translation>
    </message>
    <message>
        <source>Swings by (0 to 1)</source>
        <translation>변동 폭(0~1)</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/초</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>As its properties say</source>
        <translation>속성에 설정된 대로</translation>
    </message>
    <message>
        <source>Requests per second</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>Users who wait for answers</source>
        <translation>응답을 기다리는 사용자</translation>
    </message>
    <message>
        <source>At random (Poisson)</source>
        <translation>무작위(푸아송)</translation>
    </message>
    <message>
        <source>At equal distances</source>
        <translation>일정 간격</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation>점진 증가</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>계단</translation>
    </message>
    <message>
        <source>Spike</source>
        <translation>급증</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>하루 주기</translation>
    </message>
    <message>
        <source>Trace, by hand</source>
        <translation>직접 그리기</translation>
    </message>
    <message>
        <source>Sends</source>
        <translation>전송 방식</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>요청률</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>사용자 수</translation>
    </message>
    <message>
        <source>Think time</source>
        <translation>생각 시간</translation>
    </message>
    <message>
        <source>Arrivals</source>
        <translation>도착 간격</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
</context>
<context>
    <name>skydraft::MainWindow</name>
    <message>
        <source>Services</source>
        <translation>서비스</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>The recovery journal cannot be written: %1. Save the drawing.</source>
        <translation>복구 저널을 기록할 수 없습니다: %1. 그림을 저장하십시오.</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>도구 모음</translation>
    </message>
    <message>
        <source>%1[*] – Skydraft</source>
        <translation>%1[*] – Skydraft</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>저장 안 됨</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>About Skydraft</source>
        <translation>Skydraft 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Skydraft %1&lt;/h3&gt;&lt;p&gt;Draw an AWS architecture, prove who reaches whom, play traffic and failures on it.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Skydraft is not a product of AWS.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Skydraft %1&lt;/h3&gt;&lt;p&gt;AWS 아키텍처를 그리고, 어디에서 어디로 통신할 수 있는지 증명하고, 그 위에서 트래픽과 장애를 재생합니다.&lt;/p&gt;&lt;p&gt;GNU General Public License 버전 3 이상을 따르는 자유 소프트웨어입니다. Skydraft는 AWS 제품이 아닙니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>문제 (%1)</translation>
    </message>
    <message>
        <source>Intents</source>
        <translation>연결 의도</translation>
    </message>
    <message>
        <source>Intents (%1)</source>
        <translation>연결 의도 (%1)</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Reachability</source>
        <translation>도달 가능성</translation>
    </message>
    <message>
        <source>&amp;Who can reach this?</source>
        <translation>이 리소스에 도달할 수 있는 대상(&amp;W)</translation>
    </message>
    <message>
        <source>Wh&amp;at can this reach?</source>
        <translation>이 리소스가 도달할 수 있는 대상(&amp;A)</translation>
    </message>
    <message>
        <source>Trace &amp;from here</source>
        <translation>여기에서 시작하는 경로 추적(&amp;F)</translation>
    </message>
    <message>
        <source>Trace &amp;to here</source>
        <translation>여기로 오는 경로 추적(&amp;T)</translation>
    </message>
</context>
<context>
    <name>skydraft::MapEditor</name>
    <message>
        <source>&quot;%1&quot; is not of the form name = value.</source>
        <translation>&quot;%1&quot;은(는) 이름 = 값 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; stands here twice.</source>
        <translation>이름 &quot;%1&quot;이(가) 중복되었습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>New from &amp;template</source>
        <translation>템플릿으로 새로 만들기(&amp;T)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Simulation</source>
        <translation>시뮬레이션(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;As the system</source>
        <translation>시스템 설정 따름(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
</context>
<context>
    <name>skydraft::NetworkAclModel</name>
    <message>
        <source>Rule number</source>
        <translation>규칙 번호</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Port range</source>
        <translation>포트 범위</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Allow/Deny</source>
        <translation>허용/거부</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>허용</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>거부</translation>
    </message>
    <message>
        <source>A rule number is 1 to %1.</source>
        <translation>규칙 번호는 1~%1이어야 합니다.</translation>
    </message>
    <message>
        <source>Another rule has the number %1 too.</source>
        <translation>규칙 번호 %1번이 이미 사용 중입니다.</translation>
    </message>
    <message>
        <source>As long as the default ACL has no rules</source>
        <translation>기본 ACL에 규칙이 없는 동안 적용</translation>
    </message>
    <message>
        <source>Denies what no rule matches</source>
        <translation>일치하는 규칙이 없으면 거부</translation>
    </message>
</context>
<context>
    <name>skydraft::NetworkAclPage</name>
    <message>
        <source>Read the rule earlier</source>
        <translation>규칙을 앞으로 이동</translation>
    </message>
    <message>
        <source>Read the rule later</source>
        <translation>규칙을 뒤로 이동</translation>
    </message>
    <message>
        <source>Number the rules anew</source>
        <translation>규칙 번호 다시 매기기</translation>
    </message>
    <message>
        <source>In steps of %1</source>
        <translation>%1 단위로</translation>
    </message>
    <message>
        <source>Allow the ephemeral ports (TCP 1024-65535) that answers come back on</source>
        <translation>응답이 돌아오는 임시 포트(TCP 1024-65535) 허용</translation>
    </message>
    <message>
        <source>Rules of the network ACL</source>
        <translation>네트워크 ACL 규칙</translation>
    </message>
    <message>
        <source>Subnets of the network ACL</source>
        <translation>네트워크 ACL의 서브넷</translation>
    </message>
    <message>
        <source>Subnets</source>
        <translation>연결된 서브넷</translation>
    </message>
    <message>
        <source>by default</source>
        <translation>기본값으로 적용</translation>
    </message>
</context>
<context>
    <name>skydraft::NodeTexts</name>
    <message>
        <source>%1 users</source>
        <translation>사용자 %1명</translation>
    </message>
    <message>
        <source>%1 req/s</source>
        <translation>%1 요청/초</translation>
    </message>
    <message>
        <source>%1 of %2 to %3</source>
        <translation>%1대(%2~%3)</translation>
    </message>
    <message>
        <source>Public subnet</source>
        <translation>퍼블릭 서브넷</translation>
    </message>
    <message>
        <source>Private subnet</source>
        <translation>프라이빗 서브넷</translation>
    </message>
    <message>
        <source>traffic</source>
        <translation>트래픽</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>오리진</translation>
    </message>
    <message>
        <source>attachment</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>trigger</source>
        <translation>트리거</translation>
    </message>
    <message>
        <source>notification</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>mount</source>
        <translation>마운트</translation>
    </message>
</context>
<context>
    <name>skydraft::OpenChoiceEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::PalettePanel</name>
    <message>
        <source>Search services</source>
        <translation>서비스 검색</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>서비스</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>팔레트</translation>
    </message>
    <message>
        <source>Nothing is called &quot;%1&quot;.</source>
        <translation>&quot;%1&quot;에 해당하는 서비스가 없습니다.</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>삽입</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>즐겨찾기에서 제거</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>즐겨찾기에 추가</translation>
    </message>
    <message>
        <source>AWS documentation</source>
        <translation>AWS 설명서</translation>
    </message>
</context>
<context>
    <name>skydraft::PaletteTree</name>
    <message>
        <source>Favourites</source>
        <translation>즐겨찾기</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>최근 사용</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>컴퓨팅</translation>
    </message>
    <message>
        <source>Networking</source>
        <translation>네트워킹</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>스토리지</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>통합</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>분석</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>관리</translation>
    </message>
</context>
<context>
    <name>skydraft::PeerWords</name>
    <message>
        <source>Anywhere IPv4 (%1)</source>
        <translation>Anywhere-IPv4 (%1)</translation>
    </message>
    <message>
        <source>Anywhere IPv6 (%1)</source>
        <translation>Anywhere-IPv6 (%1)</translation>
    </message>
    <message>
        <source>My VPC (%1)</source>
        <translation>내 VPC (%1)</translation>
    </message>
    <message>
        <source>“%1” is no CIDR block: the size after the slash is 0 to %2.</source>
        <translation>CIDR 블록이 아닙니다: “%1”. 슬래시 뒤의 크기는 0~%2입니다.</translation>
    </message>
    <message>
        <source>“%1” is no CIDR block such as 203.0.113.0/24.</source>
        <translation>203.0.113.0/24 같은 CIDR 블록이 아닙니다: “%1”</translation>
    </message>
    <message>
        <source>Choose a group, a prefix list or a block.</source>
        <translation>보안 그룹, 접두사 목록 또는 CIDR 블록을 선택하세요.</translation>
    </message>
    <message>
        <source>There is no group or prefix list “%1”.</source>
        <translation>보안 그룹이나 접두사 목록이 없습니다: “%1”</translation>
    </message>
    <message>
        <source>“%1” is no group and no prefix list.</source>
        <translation>보안 그룹도 접두사 목록도 아닙니다: “%1”</translation>
    </message>
    <message>
        <source>“%1” belongs to a VPC that is not peered with this one.</source>
        <translation>이 VPC와 피어링되지 않은 VPC의 보안 그룹입니다: “%1”</translation>
    </message>
    <message>
        <source>The whole internet (%1)</source>
        <translation>인터넷 전체 (%1)</translation>
    </message>
    <message>
        <source>AWS service: %1</source>
        <translation>AWS 서비스: %1</translation>
    </message>
    <message>
        <source>1 internet address</source>
        <translation>인터넷 주소 1개</translation>
    </message>
    <message>
        <source>Internet addresses: %1</source>
        <translation>인터넷 주소 %1개</translation>
    </message>
    <message>
        <source>Resources: %1</source>
        <translation>리소스 %1개</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>아직 없음</translation>
    </message>
</context>
<context>
    <name>skydraft::ProblemDetails</name>
    <message>
        <source>The same rule elsewhere: %1</source>
        <translation>다른 도구의 같은 규칙: %1</translation>
    </message>
    <message>
        <source>Suppressed: %1</source>
        <translation>억제됨: %1</translation>
    </message>
    <message>
        <source>Report it again</source>
        <translation>다시 보고</translation>
    </message>
    <message>
        <source>Suppress…</source>
        <translation>억제…</translation>
    </message>
</context>
<context>
    <name>skydraft::ProblemsModel</name>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Why:</source>
        <translation>이유:</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>억제됨</translation>
    </message>
    <message>
        <source>Suppressed:</source>
        <translation>억제됨:</translation>
    </message>
</context>
<context>
    <name>skydraft::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Errors: %1</source>
        <translation>오류: %1</translation>
    </message>
    <message>
        <source>Warnings: %1</source>
        <translation>경고: %1</translation>
    </message>
    <message>
        <source>Notes: %1</source>
        <translation>참고: %1</translation>
    </message>
    <message>
        <source>Show or hide these</source>
        <translation>이 항목 표시/숨기기</translation>
    </message>
    <message>
        <source>The drawing has not been checked yet.</source>
        <translation>그림을 아직 검사하지 않았습니다.</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>문제 없음</translation>
    </message>
    <message>
        <source>All problems are hidden by the filter.</source>
        <translation>필터 때문에 모든 문제가 숨겨져 있습니다.</translation>
    </message>
    <message>
        <source>The essentials</source>
        <translation>핵심</translation>
    </message>
    <message>
        <source>A review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>How many rules are looked at</source>
        <translation>검사할 규칙의 범위</translation>
    </message>
    <message>
        <source>Show what is suppressed, and why</source>
        <translation>억제된 문제와 이유 표시</translation>
    </message>
    <message>
        <source>Suppressed: %1</source>
        <translation>억제됨: %1</translation>
    </message>
    <message>
        <source>Show it on the drawing</source>
        <translation>그림에서 보기</translation>
    </message>
    <message>
        <source>Report it again</source>
        <translation>다시 보고</translation>
    </message>
    <message>
        <source>Suppress about this resource…</source>
        <translation>이 리소스에 대해 억제…</translation>
    </message>
    <message>
        <source>Suppress in the whole drawing…</source>
        <translation>그림 전체에서 억제…</translation>
    </message>
</context>
<context>
    <name>skydraft::PropertyForm</name>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
</context>
<context>
    <name>skydraft::PropertyRow</name>
    <message>
        <source>Reset to the default</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Reset %1 to the default</source>
        <translation>%1을(를) 기본값으로 되돌리기</translation>
    </message>
</context>
<context>
    <name>skydraft::PublicAddressEditor</name>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Fixed address</source>
        <translation>고정 주소</translation>
    </message>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
</context>
<context>
    <name>skydraft::ReachListPage</name>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Who can reach it</source>
        <translation>도달할 수 있는 출발지</translation>
    </message>
    <message>
        <source>What it can reach</source>
        <translation>도달할 수 있는 목적지</translation>
    </message>
    <message>
        <source>Reached from the internet</source>
        <translation>인터넷에서 도달 가능</translation>
    </message>
    <message>
        <source>Open ports</source>
        <translation>열린 포트</translation>
    </message>
    <message>
        <source>What the internet reaches</source>
        <translation>인터넷에서 도달할 수 있는 리소스</translation>
    </message>
    <message>
        <source>What reaches or is reached</source>
        <translation>출발지 또는 목적지</translation>
    </message>
    <message>
        <source>The internet reaches nothing in this drawing.</source>
        <translation>이 다이어그램에는 인터넷에서 도달할 수 있는 리소스가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The internet reaches %n resource(s).</source>
        <translation>
            <numerusform>인터넷에서 리소스 %n개에 도달할 수 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a resource, or ask from its menu on the drawing.</source>
        <translation>리소스를 선택하거나 다이어그램에서 리소스의 메뉴를 사용하세요.</translation>
    </message>
    <message>
        <source>Nothing can reach %1.</source>
        <translation>%1에 도달할 수 있는 대상이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n can reach %1.</source>
        <translation>
            <numerusform>%1에 도달할 수 있는 대상이 %n개입니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 can reach nothing.</source>
        <translation>%1이(가) 도달할 수 있는 대상이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1 can reach %n.</source>
        <translation>
            <numerusform>%1이(가) 도달할 수 있는 대상이 %n개입니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::ReachMatrixModel</name>
    <message>
        <source>In no subnet</source>
        <translation>서브넷 밖</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a group and how many it has</comment>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>From / to</source>
        <translation>출발지/목적지</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>%1 → %2: %3</source>
        <translation>%1 → %2: %3</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>자기 자신</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>출발지 %1</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>목적지 %1</translation>
    </message>
</context>
<context>
    <name>skydraft::ReachMatrixPage</name>
    <message>
        <source>Who reaches whom</source>
        <translation>도달 관계</translation>
    </message>
    <message>
        <source>A cell shows the open ports from its row to its column. A click traces it.</source>
        <translation>셀은 행의 출발지에서 열의 목적지로 열린 포트를 보여 줍니다. 클릭하면 경로를 추적합니다.</translation>
    </message>
    <message>
        <source>From: name, subnet or type</source>
        <translation>출발지: 이름, 서브넷, 유형</translation>
    </message>
    <message>
        <source>Filter of senders</source>
        <translation>출발지 필터</translation>
    </message>
    <message>
        <source>To: name, subnet or type</source>
        <translation>목적지: 이름, 서브넷, 유형</translation>
    </message>
    <message>
        <source>Filter of receivers</source>
        <translation>목적지 필터</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>443, tcp 443 or udp 53</source>
        <translation>443, tcp 443 또는 udp 53</translation>
    </message>
    <message>
        <source>Filter of ports</source>
        <translation>포트 필터</translation>
    </message>
    <message>
        <source>Only from the internet</source>
        <translation>인터넷 출발만</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>묶기</translation>
    </message>
    <message>
        <source>Each resource</source>
        <translation>리소스별</translation>
    </message>
    <message>
        <source>By subnet</source>
        <translation>서브넷별</translation>
    </message>
    <message>
        <source>By type</source>
        <translation>유형별</translation>
    </message>
    <message>
        <source>Copy what is shown as comma-separated values</source>
        <translation>표시된 내용을 쉼표로 구분된 값으로 복사합니다</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>CSV로 복사</translation>
    </message>
    <message>
        <source>Copied %1 rows and %2 columns.</source>
        <translation>행 %1개, 열 %2개를 복사했습니다.</translation>
    </message>
    <message>
        <source>Working out the cells: %1 to go</source>
        <translation>셀 계산 중: %1개 남음</translation>
    </message>
    <message>
        <source>There is nothing to show.</source>
        <translation>표시할 내용이 없습니다.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>출발지</translation>
    </message>
    <message>
        <source>To</source>
        <translation>도착지</translation>
    </message>
</context>
<context>
    <name>skydraft::ReachPanel</name>
    <message>
        <source>Reachability</source>
        <translation>도달 가능성</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>매트릭스</translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation>인터넷에서</translation>
    </message>
    <message>
        <source>One resource</source>
        <translation>리소스 하나</translation>
    </message>
</context>
<context>
    <name>skydraft::ReachWords</name>
    <message>
        <source>all traffic</source>
        <translation>모든 트래픽</translation>
    </message>
    <message>
        <source>all %1</source>
        <comment>tcp or udp</comment>
        <translation>모든 %1</translation>
    </message>
    <message>
        <source>Internet</source>
        <translation>인터넷</translation>
    </message>
    <message>
        <source>the internet</source>
        <translation>인터넷</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens %1 from %2 to %3</source>
        <translation>%2에서 %3(으)로 가는 %1을(를) 엽니다</translation>
    </message>
    <message>
        <source>Closes %1 from %2 to %3</source>
        <translation>%2에서 %3(으)로 가는 %1을(를) 닫습니다</translation>
    </message>
    <message>
        <source>Opens and closes nothing</source>
        <translation>열리거나 닫히는 경로가 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>and %n more change(s)</source>
        <translation>
            <numerusform>그 밖에 변경 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::RecoveryDialog</name>
    <message>
        <source>Recover unsaved drawings</source>
        <translation>저장하지 않은 그림 복구</translation>
    </message>
    <message>
        <source>Skydraft was closed before these drawings were saved.</source>
        <translation>다음 그림이 저장되기 전에 Skydraft가 종료되었습니다.</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>복구(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>버리기(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>나중에(&amp;L)</translation>
    </message>
    <message>
        <source>These could not be read and were kept:
%1</source>
        <translation>읽을 수 없어 그대로 보관한 파일:
%1</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>%1
%2, unsaved steps: %3</source>
        <translation>%1
%2, 저장하지 않은 작업: %3</translation>
    </message>
    <message>
        <source>Discard the drawing?</source>
        <translation>이 그림을 버릴까요?</translation>
    </message>
    <message>
        <source>Its unsaved changes cannot be brought back.</source>
        <translation>저장하지 않은 변경 내용을 다시 복구할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::ReferenceEditor</name>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::ReferencesEditor</name>
    <message>
        <source>%1 (missing)</source>
        <translation>%1(없음)</translation>
    </message>
    <message>
        <source>Nothing on the drawing can stand here.</source>
        <translation>그림에 여기서 선택할 수 있는 리소스가 없습니다.</translation>
    </message>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>skydraft::ResourceAccessible</name>
    <message>
        <source>%1 %2</source>
        <comment>type and name</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 안</translation>
    </message>
    <message>
        <source>%1 (blocked)</source>
        <translation>%1(차단됨)</translation>
    </message>
    <message>
        <source>connects to %1</source>
        <translation>%1에 연결</translation>
    </message>
    <message>
        <source>reached from %1</source>
        <translation>%1에서 연결됨</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>오류 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>경고 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (not known)</source>
        <translation>%1(알 수 없음)</translation>
    </message>
    <message>
        <source>hop %1 of the traced path</source>
        <translation>추적한 경로의 %1번째 홉</translation>
    </message>
    <message>
        <source>hop %1 of the answer&apos;s path</source>
        <translation>응답 경로의 %1번째 홉</translation>
    </message>
    <message>
        <source>the internet reaches it: %1</source>
        <translation>인터넷에서 도달 가능: %1</translation>
    </message>
</context>
<context>
    <name>skydraft::ResourceForm</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>AWS documentation</source>
        <translation>AWS 설명서</translation>
    </message>
    <message>
        <source>%1 (%2 selected)</source>
        <translation>%1(%2개 선택됨)</translation>
    </message>
    <message>
        <source>What you enter is set on all of them.</source>
        <translation>입력한 값은 선택한 모든 리소스에 적용됩니다.</translation>
    </message>
    <message>
        <source>Id: %1</source>
        <translation>ID: %1</translation>
    </message>
</context>
<context>
    <name>skydraft::RouteTableModel</name>
    <message>
        <source>The route with the longest prefix that holds the destination is taken.</source>
        <translation>목적지를 포함하는 경로 중 접두사가 가장 긴 경로를 사용합니다.</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>대상 주소</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>접두사</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>“%1” is nothing that a route of this VPC can lead to. Choose from the list.</source>
        <translation>이 VPC의 라우팅 대상이 될 수 없습니다: “%1”. 목록에서 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a target.</source>
        <translation>대상을 선택하세요.</translation>
    </message>
    <message>
        <source>Blackhole: there is no “%1”.</source>
        <translation>블랙홀: 존재하지 않는 대상 “%1”</translation>
    </message>
    <message>
        <source>Blackhole: “%1” does not belong to this VPC.</source>
        <translation>블랙홀: 이 VPC에 속하지 않는 대상 “%1”</translation>
    </message>
    <message>
        <source>Blackhole: “%1” is not attached to the VPC.</source>
        <translation>블랙홀: VPC에 연결되지 않은 대상 “%1”</translation>
    </message>
    <message>
        <source>Blackhole: no route can lead to “%1”.</source>
        <translation>블랙홀: 라우팅 대상이 될 수 없는 리소스 “%1”</translation>
    </message>
    <message>
        <source>Enter a block or choose a prefix list.</source>
        <translation>CIDR 블록을 입력하거나 접두사 목록을 선택하세요.</translation>
    </message>
    <message>
        <source>Another route leads to %1 too.</source>
        <translation>대상 주소가 같은 경로가 이미 있습니다: %1</translation>
    </message>
    <message>
        <source>Active, in every table of the VPC</source>
        <translation>활성, VPC의 모든 테이블에 있음</translation>
    </message>
    <message>
        <source>Active, brought by the endpoint</source>
        <translation>활성, 엔드포인트가 추가함</translation>
    </message>
    <message>
        <source>Active, to the internet</source>
        <translation>활성, 인터넷으로 연결</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>활성</translation>
    </message>
</context>
<context>
    <name>skydraft::RouteTablePage</name>
    <message>
        <source>Main table</source>
        <translation>기본 테이블</translation>
    </message>
    <message>
        <source>Subnets of the VPC that name no table use this one.</source>
        <translation>라우팅 테이블을 지정하지 않은 서브넷이 이 테이블을 사용합니다.</translation>
    </message>
    <message>
        <source>Public subnets</source>
        <translation>퍼블릭 서브넷</translation>
    </message>
    <message>
        <source>A route leads to an internet gateway: subnets of this table are public.</source>
        <translation>인터넷 게이트웨이로 가는 경로가 있어 이 테이블의 서브넷은 퍼블릭입니다.</translation>
    </message>
    <message>
        <source>Routes of the table</source>
        <translation>라우팅 테이블의 경로</translation>
    </message>
    <message>
        <source>Subnets of the route table</source>
        <translation>라우팅 테이블의 서브넷</translation>
    </message>
    <message>
        <source>Subnets</source>
        <translation>연결된 서브넷</translation>
    </message>
    <message>
        <source>by default</source>
        <translation>기본값으로 적용</translation>
    </message>
</context>
<context>
    <name>skydraft::RuleWords</name>
    <message>
        <source>Custom TCP</source>
        <translation>사용자 지정 TCP</translation>
    </message>
    <message>
        <source>Custom UDP</source>
        <translation>사용자 지정 UDP</translation>
    </message>
    <message>
        <source>Custom ICMP - IPv4</source>
        <translation>사용자 지정 ICMP - IPv4</translation>
    </message>
    <message>
        <source>All TCP</source>
        <translation>모든 TCP</translation>
    </message>
    <message>
        <source>All UDP</source>
        <translation>모든 UDP</translation>
    </message>
    <message>
        <source>All ICMP - IPv4</source>
        <translation>모든 ICMP - IPv4</translation>
    </message>
    <message>
        <source>All traffic</source>
        <translation>모든 트래픽</translation>
    </message>
    <message>
        <source>Custom protocol</source>
        <translation>사용자 지정 프로토콜</translation>
    </message>
    <message>
        <source>“%1” is none of the types. Choose one from the list.</source>
        <translation>목록에 없는 유형입니다: “%1”. 목록에서 선택하세요.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>“%1” is no protocol: TCP, UDP, ICMP, all or a number from 0 to 255.</source>
        <translation>프로토콜이 아닙니다: “%1”. TCP, UDP, ICMP, 전체 또는 0~255의 번호를 입력하세요.</translation>
    </message>
    <message>
        <source>“%1” is no ICMP type such as 8, or type and code such as 3-4.</source>
        <translation>ICMP 유형이 아닙니다: “%1”. 8(유형) 또는 3-4(유형-코드)처럼 입력하세요.</translation>
    </message>
    <message>
        <source>“%1” is no port such as 443 and no range such as 1024-65535.</source>
        <translation>포트가 아닙니다: “%1”. 443 또는 1024-65535처럼 입력하세요.</translation>
    </message>
    <message>
        <source>ICMP types and codes end at 255.</source>
        <translation>ICMP 유형과 코드는 255까지입니다.</translation>
    </message>
    <message>
        <source>Ports end at 65535.</source>
        <translation>포트는 65535까지입니다.</translation>
    </message>
    <message>
        <source>The range ends (%1) before it begins (%2).</source>
        <translation>끝 포트(%1)가 시작 포트(%2)보다 작습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::RulesPage</name>
    <message>
        <source>Inbound (%1)</source>
        <translation>인바운드 (%1)</translation>
    </message>
    <message>
        <source>Outbound (%1)</source>
        <translation>아웃바운드 (%1)</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>행 추가</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Duplicate the row</source>
        <translation>행 복제</translation>
    </message>
    <message>
        <source>Delete the row</source>
        <translation>행 삭제</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>No subnet in this VPC</source>
        <translation>이 VPC에 서브넷 없음</translation>
    </message>
    <message>
        <source>%1 uses %2 now</source>
        <translation>%1: 현재 %2 사용 중</translation>
    </message>
</context>
<context>
    <name>skydraft::RulesPanel</name>
    <message>
        <source>New security group</source>
        <translation>새 보안 그룹</translation>
    </message>
    <message>
        <source>New network ACL</source>
        <translation>새 네트워크 ACL</translation>
    </message>
    <message>
        <source>New route table</source>
        <translation>새 라우팅 테이블</translation>
    </message>
    <message>
        <source>Security group, network ACL or route table</source>
        <translation>보안 그룹, 네트워크 ACL 또는 라우팅 테이블</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새로 만들기</translation>
    </message>
    <message>
        <source>New security group, network ACL or route table</source>
        <translation>보안 그룹, 네트워크 ACL, 라우팅 테이블 새로 만들기</translation>
    </message>
    <message>
        <source>Drag this onto a resource of the drawing to attach the group</source>
        <translation>그림의 리소스 위로 끌어다 놓으면 보안 그룹이 연결됩니다</translation>
    </message>
    <message>
        <source>Security group to drag</source>
        <translation>끌어다 놓을 보안 그룹</translation>
    </message>
    <message>
        <source>Choose a security group, a network ACL or a route table, or make a new one.</source>
        <translation>보안 그룹, 네트워크 ACL, 라우팅 테이블을 선택하거나 새로 만드세요.</translation>
    </message>
</context>
<context>
    <name>skydraft::ScenarioDialog</name>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>시나리오</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>New scenario</source>
        <translation>새 시나리오</translation>
    </message>
    <message>
        <source>Duplicate the scenario</source>
        <translation>시나리오 복제</translation>
    </message>
    <message>
        <source>Delete the scenario</source>
        <translation>시나리오 삭제</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Figures count requests that arrive after it</source>
        <translation>이 시간이 지난 뒤에 도착한 요청만 집계합니다</translation>
    </message>
    <message>
        <source>The same seed plays the same run again</source>
        <translation>시드가 같으면 똑같은 실행이 재현됩니다</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Lasts</source>
        <translation>지속 시간(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Warm-up</source>
        <translation>워밍업(&amp;W)</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>시드(&amp;E)</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>부하</translation>
    </message>
    <message>
        <source>Clients that send requests</source>
        <translation>요청을 보내는 클라이언트</translation>
    </message>
    <message>
        <source>Clients with a mark send requests in this scenario. Without any mark all send what their properties say.</source>
        <translation>이 시나리오에서는 선택한 클라이언트만 요청을 보냅니다. 아무것도 선택하지 않으면 모두 속성에 설정된 대로 보냅니다.</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>Kind of fault</source>
        <translation>장애 종류</translation>
    </message>
    <message>
        <source>What fails</source>
        <translation>장애 대상</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (사본)</translation>
    </message>
    <message>
        <source>Nothing can fail so</source>
        <translation>대상이 되는 리소스가 없습니다</translation>
    </message>
</context>
<context>
    <name>skydraft::Section</name>
    <message>
        <source>folded</source>
        <translation>접힘</translation>
    </message>
    <message>
        <source>open</source>
        <translation>펼침</translation>
    </message>
</context>
<context>
    <name>skydraft::SecurityGroupModel</name>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Port range</source>
        <translation>포트 범위</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Who can come in</source>
        <translation>접근 가능 대상</translation>
    </message>
    <message>
        <source>Who can be called</source>
        <translation>호출 가능 대상</translation>
    </message>
</context>
<context>
    <name>skydraft::SecurityGroupPage</name>
    <message>
        <source>Attach the group to what is selected on the drawing</source>
        <translation>그림에서 선택한 리소스에 보안 그룹 연결</translation>
    </message>
    <message>
        <source>Rules of the security group</source>
        <translation>보안 그룹 규칙</translation>
    </message>
    <message>
        <source>Who uses the security group</source>
        <translation>보안 그룹을 사용하는 리소스</translation>
    </message>
    <message>
        <source>Nothing yet: drag the group onto a resource</source>
        <translation>아직 없음: 리소스 위로 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>규칙 없음</translation>
    </message>
    <message>
        <source>%1: Del takes the group away</source>
        <translation>%1: Del 키로 보안 그룹 제거</translation>
    </message>
    <message>
        <source>Used by (%1)</source>
        <translation>사용하는 리소스 (%1)</translation>
    </message>
    <message>
        <source>Named in rules of (%1)</source>
        <translation>규칙에서 참조하는 그룹 (%1)</translation>
    </message>
</context>
<context>
    <name>skydraft::ShortcutsDialog</name>
    <message>
        <source>Keyboard and mouse</source>
        <translation>키보드와 마우스</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationCharts</name>
    <message>
        <source>Latency, ms</source>
        <translation>지연 시간(ms)</translation>
    </message>
    <message>
        <source>Failed, %</source>
        <translation>실패(%)</translation>
    </message>
    <message>
        <source>Chart of requests per second over time</source>
        <translation>시간에 따른 초당 요청 수 차트</translation>
    </message>
    <message>
        <source>Chart of latency over time</source>
        <translation>시간에 따른 지연 시간 차트</translation>
    </message>
    <message>
        <source>Chart of the share of failed requests over time</source>
        <translation>시간에 따른 실패 요청 비율 차트</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Requests/s</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>Chart of the sizes of groups over time</source>
        <translation>시간에 따른 그룹 크기 차트</translation>
    </message>
    <message>
        <source>Chart of the utilization of resources over time</source>
        <translation>시간에 따른 리소스 사용률 차트</translation>
    </message>
    <message>
        <source>Requests per second</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Share of failed requests</source>
        <translation>실패한 요청 비율</translation>
    </message>
    <message>
        <source>Sizes of groups</source>
        <translation>그룹 크기</translation>
    </message>
    <message>
        <source>Utilization of the selected resources</source>
        <translation>선택한 리소스의 사용률</translation>
    </message>
    <message>
        <source>Choose charts</source>
        <translation>차트 선택</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>전체 실행 보기</translation>
    </message>
    <message>
        <source>Export charts</source>
        <translation>차트 내보내기</translation>
    </message>
    <message>
        <source>&amp;Picture (PNG)…</source>
        <translation>그림(PNG)(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>표(CSV)(&amp;T)…</translation>
    </message>
    <message>
        <source>Instances in service</source>
        <translation>서비스 중인 인스턴스</translation>
    </message>
    <message>
        <source>Utilization, %</source>
        <translation>사용률, %</translation>
    </message>
    <message>
        <source>thin: %1</source>
        <translation>가는 선: %1</translation>
    </message>
    <message>
        <source>band: 95 % interval of %1 runs</source>
        <translation>띠: %1회 실행의 95 % 신뢰 구간</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationCommands</name>
    <message>
        <source>&amp;Fail this zone</source>
        <translation>이 가용 영역에 장애 일으키기(&amp;F)</translation>
    </message>
    <message>
        <source>Stop the &amp;process</source>
        <translation>프로세스 중지(&amp;P)</translation>
    </message>
    <message>
        <source>Stop the &amp;host</source>
        <translation>호스트 중지(&amp;H)</translation>
    </message>
    <message>
        <source>R&amp;epair</source>
        <translation>복구(&amp;E)</translation>
    </message>
    <message>
        <source>%1 (while the simulation plays)</source>
        <translation>%1 (시뮬레이션 재생 중에만)</translation>
    </message>
    <message>
        <source>&amp;Burn the CPU</source>
        <translation>CPU 과부하(&amp;B)</translation>
    </message>
    <message>
        <source>Let the process han&amp;g</source>
        <translation>프로세스 멈춤(응답 없음)(&amp;G)</translation>
    </message>
    <message>
        <source>Answer with HTTP &amp;500</source>
        <translation>HTTP 500으로 응답(&amp;5)</translation>
    </message>
    <message>
        <source>&amp;Fail this region</source>
        <translation>이 리전 장애(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Fail this NAT gateway</source>
        <translation>이 NAT 게이트웨이 장애(&amp;F)</translation>
    </message>
    <message>
        <source>Give it new &amp;addresses</source>
        <translation>주소 교체(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Stall this queue</source>
        <translation>이 대기열 정지(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Empty this cache</source>
        <translation>이 캐시 비우기(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Fail over to the standby</source>
        <translation>대기 인스턴스로 장애 조치(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Multiply the load by five</source>
        <translation>부하 5배로 늘리기(&amp;M)</translation>
    </message>
    <message>
        <source>Let resolvers &amp;keep old answers</source>
        <translation>DNS 리졸버가 이전 응답 유지(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Deploy a new version</source>
        <translation>새 버전 배포(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;More faults</source>
        <translation>다른 장애(&amp;M)</translation>
    </message>
    <message>
        <source>%1 (not with the flow engine)</source>
        <translation>%1 (유체 엔진에서는 불가)</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationEvents</name>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Events of the simulation</source>
        <translation>시뮬레이션 이벤트</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>장애: %1</translation>
    </message>
    <message>
        <source>Noticed by a health check after %1 s</source>
        <translation>%1초 뒤 상태 확인에서 감지됨</translation>
    </message>
    <message>
        <source>Recovered after %1 s; %2 requests failed</source>
        <translation>%1초 뒤 복구됨, 요청 %2건 실패</translation>
    </message>
    <message>
        <source>%1 sessions lost</source>
        <translation>세션 %1개 손실</translation>
    </message>
    <message>
        <source>%1 writes lost</source>
        <translation>쓰기 %1건 손실</translation>
    </message>
    <message>
        <source>Grows from %1 to %2: %3</source>
        <translation>%1대에서 %2대로 확장: %3</translation>
    </message>
    <message>
        <source>Shrinks from %1 to %2: %3</source>
        <translation>%1대에서 %2대로 축소: %3</translation>
    </message>
    <message>
        <source>its process stopped</source>
        <translation>프로세스 중지</translation>
    </message>
    <message>
        <source>its host stopped</source>
        <translation>호스트 중지</translation>
    </message>
    <message>
        <source>the Availability Zone is lost</source>
        <translation>가용 영역 손실</translation>
    </message>
    <message>
        <source>its process hangs</source>
        <translation>프로세스 응답 없음</translation>
    </message>
    <message>
        <source>its process answers with errors</source>
        <translation>프로세스가 HTTP 500으로 응답</translation>
    </message>
    <message>
        <source>something burns its CPU</source>
        <translation>CPU 과부하</translation>
    </message>
    <message>
        <source>its primary was failed over</source>
        <translation>기본 인스턴스 장애 조치</translation>
    </message>
    <message>
        <source>its host is gone for good</source>
        <translation>호스트 영구 손실</translation>
    </message>
    <message>
        <source>its Spot capacity is taken back</source>
        <translation>스팟 용량 회수</translation>
    </message>
    <message>
        <source>the read replica falls behind</source>
        <translation>읽기 전용 복제본 지연</translation>
    </message>
    <message>
        <source>what the cache held is lost</source>
        <translation>캐시 내용 손실</translation>
    </message>
    <message>
        <source>the queue hands out nothing</source>
        <translation>대기열 정지</translation>
    </message>
    <message>
        <source>the Availability Zone has no capacity</source>
        <translation>가용 영역 용량 부족</translation>
    </message>
    <message>
        <source>the Region is lost</source>
        <translation>리전 손실</translation>
    </message>
    <message>
        <source>the NAT gateway is down</source>
        <translation>NAT 게이트웨이 중단</translation>
    </message>
    <message>
        <source>the load balancer has new addresses</source>
        <translation>로드 밸런서 주소 교체</translation>
    </message>
    <message>
        <source>their resolvers keep old answers</source>
        <translation>DNS 리졸버가 이전 응답 유지</translation>
    </message>
    <message>
        <source>the connection is slow</source>
        <translation>연결 지연</translation>
    </message>
    <message>
        <source>the connection loses packets</source>
        <translation>연결에서 패킷 손실</translation>
    </message>
    <message>
        <source>the load grows all at once</source>
        <translation>부하 급증</translation>
    </message>
    <message>
        <source>a new version is deployed</source>
        <translation>새 버전 배포</translation>
    </message>
    <message>
        <source>its instances are refreshed</source>
        <translation>인스턴스 새로 고침</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Original: %1</source>
        <translation>원본: %1</translation>
    </message>
    <message>
        <source>Branch %1 at %2</source>
        <translation>분기 %1 (%2)</translation>
    </message>
    <message>
        <source>This branch begins</source>
        <translation>이 분기의 시작</translation>
    </message>
    <message>
        <source>%1 files lost</source>
        <translation>파일 %1개 손실</translation>
    </message>
    <message>
        <source>%1 forged cookies taken for true</source>
        <translation>변조된 쿠키 %1개를 진짜로 받아들임</translation>
    </message>
    <message>
        <source>it forgets what it kept</source>
        <translation>보관하던 내용을 잃어버림</translation>
    </message>
    <message>
        <source>cookies are tampered with</source>
        <translation>쿠키가 변조됨</translation>
    </message>
    <message>
        <source>a snapshot is taken</source>
        <translation>스냅샷 생성</translation>
    </message>
    <message>
        <source>it is restored from a backup</source>
        <translation>백업에서 복원</translation>
    </message>
    <message>
        <source>a bad version is deployed</source>
        <translation>결함이 있는 버전 배포</translation>
    </message>
    <message>
        <source>its host is rebooted</source>
        <translation>호스트가 재부팅됨</translation>
    </message>
    <message>
        <source>its host is stopped and started again</source>
        <translation>호스트가 중지되었다가 다시 시작됨</translation>
    </message>
    <message>
        <source>its instance type is changed</source>
        <translation>인스턴스 유형이 변경됨</translation>
    </message>
    <message>
        <source>one of its worker processes stopped</source>
        <translation>작업자 프로세스 하나가 중지됨</translation>
    </message>
    <message>
        <source>its configuration is out of date</source>
        <translation>구성이 오래되어 맞지 않음</translation>
    </message>
    <message>
        <source>what it holds is invalidated</source>
        <translation>보관하던 객체가 무효화됨</translation>
    </message>
    <message>
        <source>the content of its origin has changed</source>
        <translation>오리진의 콘텐츠가 바뀜</translation>
    </message>
    <message>
        <source>the registrar knows its name servers</source>
        <translation>등록 대행자에 네임 서버가 등록됨</translation>
    </message>
    <message>
        <source>the registrar names other name servers</source>
        <translation>등록 대행자가 다른 네임 서버를 가리킴</translation>
    </message>
    <message>
        <source>an address was taken out of it</source>
        <translation>주소 하나가 빠짐</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>done after %1 s</source>
        <translation>%1초 뒤 완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>insufficient data</source>
        <translation>데이터 부족</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>in alarm</source>
        <translation>경보 상태</translation>
    </message>
    <message>
        <source>Alarm: %1 → %2. %3</source>
        <translation>경보: %1 → %2. %3</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationHistory</name>
    <message>
        <source>S&amp;how</source>
        <translation>표시(&amp;H)</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Faults and recovery</source>
        <translation>장애와 복구</translation>
    </message>
    <message>
        <source>Sizes of groups</source>
        <translation>그룹 크기</translation>
    </message>
    <message>
        <source>Activities of groups</source>
        <translation>그룹 활동 기록</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>경보</translation>
    </message>
    <message>
        <source>Kinds of events</source>
        <translation>이벤트 종류</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationOverlay</name>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>unhealthy</source>
        <translation>비정상</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>%1 req/s</source>
        <translation>%1 요청/초</translation>
    </message>
    <message>
        <source> · %1 failed</source>
        <translation> · 실패 %1</translation>
    </message>
    <message>
        <source>zone lost</source>
        <translation>영역 상실</translation>
    </message>
    <message>
        <source>%1 in service</source>
        <translation>서비스 중 %1</translation>
    </message>
    <message>
        <source>%1 booting</source>
        <translation>부팅 중 %1</translation>
    </message>
    <message>
        <source>%1 unhealthy</source>
        <translation>비정상 %1</translation>
    </message>
    <message>
        <source>%1 draining</source>
        <translation>드레이닝 %1</translation>
    </message>
    <message>
        <source>%1 terminating</source>
        <translation>종료 중 %1</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationPanel</name>
    <message>
        <source>Simulation</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>시나리오</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>가용성</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>차트</translation>
    </message>
    <message>
        <source>Default load</source>
        <translation>기본 부하</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Simulated time: %1</source>
        <translation>시뮬레이션 시간: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Events (%1)</source>
        <translation>이벤트 (%1)</translation>
    </message>
    <message>
        <source>Branch off here: keep this run and try something else</source>
        <translation>여기서 분기: 이 실행은 그대로 두고 다른 상황을 시험합니다</translation>
    </message>
    <message>
        <source>Branch off here</source>
        <translation>여기서 분기</translation>
    </message>
    <message>
        <source>Edit scenarios</source>
        <translation>시나리오 편집</translation>
    </message>
    <message>
        <source>Rename run…</source>
        <translation>실행 이름 바꾸기…</translation>
    </message>
    <message>
        <source>The run that is shown</source>
        <translation>표시 중인 실행</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Instant that is shown</source>
        <translation>표시 중인 시각</translation>
    </message>
    <message>
        <source>Drag back to any instant of the run</source>
        <translation>끌어서 실행의 어느 시점으로든 되돌아갑니다</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>실험</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Looking back: a fault here makes a branch</source>
        <translation>지난 시점 표시 중: 여기서 장애를 일으키면 분기가 생깁니다</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1× real time</source>
        <translation>실제 시간의 %1배</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>처리 중 %1</translation>
    </message>
    <message>
        <source>event engine</source>
        <translation>이벤트 엔진</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>예상</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Every request</source>
        <translation>모든 요청</translation>
    </message>
    <message>
        <source>As a fluid</source>
        <translation>유체 근사</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>How the next run is played: each request by itself, or as a fluid where there are very many. Automatic takes the fluid where single requests would take longer than some seconds.</source>
        <translation>다음 실행을 계산하는 방식입니다. 요청을 하나씩 계산하거나, 요청이 아주 많을 때 유체로 근사합니다. 자동은 하나씩 계산하는 데 몇 초가 넘으면 유체 근사를 택합니다.</translation>
    </message>
    <message>
        <source>The flow engine keeps no states to branch from: play with the event engine</source>
        <translation>유체 엔진은 분기할 상태를 보관하지 않습니다. 이벤트 엔진으로 재생하세요</translation>
    </message>
    <message>
        <source>Cancel the repetitions</source>
        <translation>반복 실행 취소</translation>
    </message>
    <message>
        <source>One run of the flow engine needs no repetitions</source>
        <translation>유체 엔진은 한 번만 실행하면 되므로 반복이 필요 없습니다</translation>
    </message>
    <message>
        <source>A branch was changed by hand: only what its scenario says can be repeated</source>
        <translation>분기는 직접 바꾼 실행이라 반복할 수 없습니다. 시나리오대로 실행한 것만 반복합니다</translation>
    </message>
    <message>
        <source>Repeat the scenario %1 times: 95 % intervals in the charts</source>
        <translation>시나리오를 %1회 반복해 차트에 95 % 신뢰 구간을 표시합니다</translation>
    </message>
    <message>
        <source>Repeat the scenario</source>
        <translation>시나리오 반복</translation>
    </message>
    <message>
        <source>Looking back at the flow engine&apos;s run</source>
        <translation>유체 엔진 실행을 되돌아보는 중</translation>
    </message>
    <message>
        <source>repeating: %1 of %2</source>
        <translation>반복 중: %1/%2</translation>
    </message>
    <message>
        <source>flow engine, error about %1 %</source>
        <translation>유체 엔진, 오차 약 %1 %</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationRunner</name>
    <message>
        <source>There are %1 runs already: play anew to branch off again.</source>
        <translation>실행이 이미 %1개 있습니다. 다시 분기하려면 새로 재생하세요.</translation>
    </message>
    <message>
        <source>The flow engine plays only what the scenario says: choose the event engine to break and to branch.</source>
        <translation>유체 엔진은 시나리오에 있는 것만 재생합니다. 장애를 내거나 분기하려면 이벤트 엔진을 선택하세요.</translation>
    </message>
</context>
<context>
    <name>skydraft::SimulationTimeline</name>
    <message>
        <source>Timeline of what happened</source>
        <translation>사건 타임라인</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>아직 발생한 일이 없습니다</translation>
    </message>
    <message>
        <source>%1, %2. Enter goes there.</source>
        <translation>%1, %2. Enter 키를 누르면 이 시점으로 이동합니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::SuppressDialog</name>
    <message>
        <source>Suppress %1</source>
        <translation>%1 억제</translation>
    </message>
    <message>
        <source>&amp;Why is it acceptable?</source>
        <translation>허용하는 이유(&amp;W)</translation>
    </message>
    <message>
        <source>Shown to everyone who reads the drawing</source>
        <translation>그림을 보는 모두에게 표시됩니다</translation>
    </message>
    <message>
        <source>Only about %1</source>
        <translation>%1에 대해서만</translation>
    </message>
    <message>
        <source>In the whole drawing</source>
        <translation>그림 전체</translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation>억제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>skydraft::TextOrReferenceEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>Address block or name</source>
        <translation>주소 블록 또는 이름</translation>
    </message>
</context>
<context>
    <name>skydraft::TextsEditor</name>
    <message>
        <source>Several values</source>
        <translation>여러 값</translation>
    </message>
    <message>
        <source>One a line</source>
        <translation>한 줄에 하나씩</translation>
    </message>
</context>
<context>
    <name>skydraft::TheoryTable</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Theory beside what was measured</source>
        <translation>이론값과 측정값</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>이론</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>공식</translation>
    </message>
    <message>
        <source>Something was broken by hand in this run.</source>
        <translation>이 실행에서는 직접 장애를 냈습니다.</translation>
    </message>
    <message>
        <source>The flow engine played this run: it is approximate itself.</source>
        <translation>이 실행은 유체 엔진으로 계산한 근삿값입니다.</translation>
    </message>
    <message>
        <source>All requests</source>
        <translation>모든 요청</translation>
    </message>
    <message>
        <source>overloaded or blocked: there is no steady state</source>
        <translation>과부하 또는 차단: 정상 상태가 없습니다</translation>
    </message>
    <message>
        <source>told for a single client population only</source>
        <translation>클라이언트 집단이 하나일 때만 예상합니다</translation>
    </message>
    <message>
        <source>mean value analysis has no percentiles</source>
        <translation>평균값 분석은 백분위수를 주지 않습니다</translation>
    </message>
    <message>
        <source>Mean, ms</source>
        <translation>평균, ms</translation>
    </message>
    <message>
        <source>sum over the way</source>
        <translation>경로 전체의 합</translation>
    </message>
    <message>
        <source>p50, ms</source>
        <translation>p50, ms</translation>
    </message>
    <message>
        <source>p99, ms</source>
        <translation>p99, ms</translation>
    </message>
    <message>
        <source>overloaded: waits have no limit</source>
        <translation>과부하: 대기가 끝없이 늘어납니다</translation>
    </message>
    <message>
        <source>Requests/s</source>
        <translation>요청/초</translation>
    </message>
    <message>
        <source>Busy, %</source>
        <translation>사용률, %</translation>
    </message>
    <message>
        <source>Wait, ms</source>
        <translation>대기, ms</translation>
    </message>
</context>
<context>
    <name>skydraft::TheoryWords</name>
    <message>
        <source>no queue</source>
        <translation>대기열 없음</translation>
    </message>
    <message>
        <source>M/G/∞, no waiting</source>
        <translation>M/G/∞, 대기 없음</translation>
    </message>
    <message>
        <source>M/M/c (Erlang C)</source>
        <translation>M/M/c (얼랑 C)</translation>
    </message>
    <message>
        <source>M/G/c/c (Erlang B)</source>
        <translation>M/G/c/c (얼랑 B)</translation>
    </message>
    <message>
        <source>M/M/c/K</source>
        <translation>M/M/c/K</translation>
    </message>
    <message>
        <source>M/G/1 (Pollaczek–Khinchine)</source>
        <translation>M/G/1 (폴라체크-힌친)</translation>
    </message>
    <message>
        <source>M/G/c, shared processors</source>
        <translation>M/G/c, 프로세서 공유</translation>
    </message>
    <message>
        <source>E/M/c, round robin</source>
        <translation>E/M/c, 라운드 로빈</translation>
    </message>
    <message>
        <source>G/G/c, approximate</source>
        <translation>G/G/c, 근사</translation>
    </message>
    <message>
        <source>one pool, approximate</source>
        <translation>하나의 풀, 근사</translation>
    </message>
    <message>
        <source>mean value analysis</source>
        <translation>평균값 분석</translation>
    </message>
    <message>
        <source>gamma fit, approximate</source>
        <translation>감마 적합, 근사</translation>
    </message>
    <message>
        <source>Nothing here has a limit that this load comes near.</source>
        <translation>이 부하에서 한계에 가까운 리소스가 없습니다.</translation>
    </message>
    <message>
        <source>%1 is overloaded: it carries %2 times this load.</source>
        <translation>%1 과부하: 이 부하의 %2배까지만 처리합니다.</translation>
    </message>
    <message>
        <source>%1 fills up first: it carries %2 times this load.</source>
        <translation>%1: 가장 먼저 한계에 이르며 이 부하의 %2배까지 처리합니다.</translation>
    </message>
    <message>
        <source>No request of %1 can succeed: the way is blocked.</source>
        <translation>%1: 경로가 막혀 어떤 요청도 성공하지 못합니다.</translation>
    </message>
    <message>
        <source>Waits of %1 have no limit: there is no steady state.</source>
        <translation>%1: 대기가 끝없이 늘어 정상 상태가 없습니다.</translation>
    </message>
    <message>
        <source>Mean value analysis says nothing about percentiles of %1.</source>
        <translation>%1: 평균값 분석은 백분위수를 주지 않습니다.</translation>
    </message>
    <message>
        <source>Percentiles of %1 are fitted to mean and variance (≈).</source>
        <translation>%1: 백분위수는 평균과 분산에 맞춘 근삿값입니다(≈).</translation>
    </message>
    <message>
        <source>Percentiles are told for a single client population only.</source>
        <translation>백분위수는 클라이언트 집단이 하나일 때만 예상합니다.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>외 %1개</translation>
    </message>
</context>
<context>
    <name>skydraft::ThreeWayEditor</name>
    <message>
        <source>Not set</source>
        <translation>설정 안 함</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
</context>
<context>
    <name>skydraft::TracePanel</name>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>There is no path to show for this connection yet.</source>
        <translation>이 연결에는 아직 표시할 경로가 없습니다.</translation>
    </message>
    <message>
        <source>Choose two ends, or click a connection on the drawing, to see the way of a packet.</source>
        <translation>출발지와 도착지를 선택하거나 그림에서 연결을 클릭하면 패킷이 지나가는 경로를 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>skydraft::TraceRequestBar</name>
    <message>
        <source>From</source>
        <translation>출발지</translation>
    </message>
    <message>
        <source>To</source>
        <translation>도착지</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>추적</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Resource or address</source>
        <translation>리소스 또는 주소</translation>
    </message>
    <message>
        <source>Internet</source>
        <translation>인터넷</translation>
    </message>
    <message>
        <source>Choose where the packet starts: a resource, an address or the internet.</source>
        <translation>패킷의 출발지를 선택하십시오(리소스, 주소 또는 인터넷).</translation>
    </message>
    <message>
        <source>Choose where the packet goes: a resource, an address or the internet.</source>
        <translation>패킷의 도착지를 선택하십시오(리소스, 주소 또는 인터넷).</translation>
    </message>
    <message>
        <source>The port is a number from 1 to 65535.</source>
        <translation>포트는 1~65535 사이의 수여야 합니다.</translation>
    </message>
    <message>
        <source>Who reaches whom</source>
        <translation>도달 관계</translation>
    </message>
    <message>
        <source>Who can reach %1?</source>
        <translation>%1에 도달할 수 있는 대상</translation>
    </message>
    <message>
        <source>What can %1 reach?</source>
        <translation>%1이(가) 도달할 수 있는 대상</translation>
    </message>
    <message>
        <source>Choose a resource first</source>
        <translation>먼저 리소스를 선택하세요</translation>
    </message>
</context>
<context>
    <name>skydraft::TraceView</name>
    <message>
        <source>Hop</source>
        <translation>홉</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Hops of the path</source>
        <translation>경로의 홉</translation>
    </message>
    <message>
        <source>Way there</source>
        <translation>가는 경로</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>돌아오는 경로</translation>
    </message>
    <message>
        <source>Apply all %1 fixes</source>
        <translation>수정 %1건 모두 적용</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>Close the path</source>
        <translation>경로 닫기</translation>
    </message>
</context>
<context>
    <name>skydraft::VerdictKey</name>
    <message>
        <source>Key</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>범례 숨기기</translation>
    </message>
    <message>
        <source>Traced path: way there</source>
        <translation>추적: 가는 경로</translation>
    </message>
    <message>
        <source>Traced path: way back</source>
        <translation>추적: 돌아오는 경로</translation>
    </message>
    <message>
        <source>The packet is stopped here</source>
        <translation>패킷이 여기서 차단됨</translation>
    </message>
    <message>
        <source>The internet reaches it</source>
        <translation>인터넷에서 도달 가능</translation>
    </message>
</context>
<context>
    <name>skydraft::VerdictWords</name>
    <message>
        <source>A connection is blocked</source>
        <translation>차단된 연결이 있음</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>A connection cannot be judged</source>
        <translation>판단할 수 없는 연결이 있음</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>All connections arrive</source>
        <translation>모든 연결이 도달함</translation>
    </message>
    <message>
        <source>Packets arrive</source>
        <translation>패킷이 도달함</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>차단됨</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>%1 of %2 connections carry packets</source>
        <translation>연결 %2개 중 %1개에서 패킷이 도달합니다</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>A click shows the path hop by hop.</source>
        <translation>클릭하면 홉별 경로가 표시됩니다.</translation>
    </message>
</context>
</TS>
