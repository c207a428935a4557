/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function mt(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var po=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,po(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},eo=new Map;function ps(e){var t=eo.get(this);return t||(t=new Map,eo.set(this,t)),(t=po(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",c=[0],f=function(p){s===1&&(p||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,p,i):s===3&&(p||i)?(c.push(3,p,i),s=2):s===2&&i==="..."&&p?c.push(4,p,0):s===2&&i&&!p?c.push(5,0,!0,i):s>=5&&((i||!p&&s===5)&&(c.push(s,0,i,r),s=6),p&&(c.push(s,p,0,r),s=6)),i=""},u=0;u<n.length;u++){u&&(s===1&&f(),f(u));for(var $=0;$<n[u].length;$++)o=n[u][$],s===1?o==="<"?(f(),c=[c],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(f(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[u][$+1]===">")?(f(),s===3&&(c=c[0]),s=c,(c=c[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(f(),s=2):i+=o),s===3&&i==="!--"&&(s=4,c=c[0])}return f(),c})(e)),t),arguments,[])).length>1?t:t[0]}var N,$o,$s,he,sn,gt,mo,_t,ho,dn,an,ms,Ze=Symbol.for("pv"),yt={},wt=[],hs=/^m(i|n|o|s|text|space)$/,fn=Array.isArray,pn=wt.slice,Ee=Object.assign;function Oe(e){e&&e.parentNode&&e.remove()}function _s(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?pn.call(arguments,2):n),Qe(e,i,o,r,null)}function Qe(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ze,__v:r||++$o,__i:-1,__u:0};return!r&&N.vnode&&N.vnode(s),s}function kt(e){return e.children}function bt(e,t){this.props=e,this.context=t,this.__g=0}function _e(e,t){if(t==null)return e.__&&_e(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:_e(e)}function bs(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=Ee({constructor:Ze},n)).__v=n.__v+1,N.vnode&&N.vnode(t),$n(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||_e(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,wo(r,t,s),n.__=n.__e=null,t.__e!=o&&_o(t))}function _o(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),_o(e)}function to(e){(8&e.__g||(e.__g|=8,he.push(e),gt++))&&sn==N.debounceRendering||((sn=N.debounceRendering)||queueMicrotask)(bo)}function bo(){try{for(var e,t=1;he.length;)he.length>t&&he.sort(mo),e=he.shift(),t=he.length,8&e.__g&&bs(e)}finally{(gt=he.length)&&(sn||queueMicrotask)(bo)}}function vo(e,t,n,o,r,s,i,l,c,f,u){var $,p,d,h,b,g,T=o.__k||wt,_=t.length;for(c=vs(n,t,T,c,_),$=0;$<_;$++)(d=n.__k[$])!=null&&(p=~d.__i&&T[d.__i]||yt,d.__i=$,g=$n(e,d,p,r,s,i,l,c,f,u),h=d.__e,(p.ref!=d.ref||8&p.__u)&&(p.ref&&mn(p.ref,null,d,p),d.ref&&u.push(d.ref,d.__c||h,d)),b=b||h,4&d.__u?(c=go(d,c,e,!p.__v),p.__e&&(p.__e=null)):typeof d.type=="function"&&g!==void 0?c=g:h&&(c=h.nextSibling),d.__u&=-21);return n.__e=b,c}function vs(e,t,n,o,r){var s,i,l,c,f,u,$,p,d,h=n.length,b=h,g=0,T=0,_=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=_[s]=Qe(null,i):fn(i)?i=_[s]=Qe(kt,{children:i}):i.constructor===Ze&&i.__b?i=_[s]=Qe(i.type,i.props,i.key,i.ref,i.__v):_[s]=i,c=s+g,i.__=e,i.__b=e.__b+1,l=null,~(f=i.__i=gs(i,n,c,b))&&(b--,(l=n[f])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,f==c-1?g--:f==c+1?g++:f!=c&&(f>c?g--:g++,T=1)):(~f||(r>h?g--:r<h&&g++),typeof i.type!="function"&&(i.__u|=4))):_[s]=null;if(T){for(u=[],$=[],s=0;s<r;s++)if((i=_[s])&&16&i.__u){for(g=0,p=u.length;g<p;)u[d=g+p>>1]<i.__i?g=d+1:p=d;u[g]=i.__i,$[s]=g+1}for(g=u.length;s--;)$[s]&&($[s]==g?g--:_[s].__u|=4)}if(b)for(s=0;s<h;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=_e(l)),hn(l,l));return o}function go(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=go(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=_e(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function gs(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],c=l&&!(2&l.__u);if(l===null&&s==null||c&&s==l.key&&i==l.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function no(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function ht(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||no(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||no(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=an[t]||(an[t]=ys(t)),(e.__a||(e.__a={}))[t]=dn,s=t!=(t=t.replace(ho,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function ys(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[_t]==null)t[_t]=dn++;else if(t[_t]<this.__a[e])return;return n(N.event?N.event(t):t)}}}function $n(e,t,n,o,r,s,i,l,c,f){var u,$,p,d,h,b,g,T,_,S,D,on,Zn,$t,Te,Xn,me,Ce,le=t.type;if(t.constructor!==Ze)return null;128&n.__u&&(c=32&n.__u,u=n.__c.__z)&&(t.__u|=c,$=s=[],u.nodeType==8?l=vt(u,s):s.push(u),l=s[0]||l),(u=N.__b)&&u(t);e:if(typeof le=="function"){p=i.length;try{if(T=t.props,_=(u=le.prototype)&&u.render,S=(u=le.contextType)&&o[u.__c],D=u?S?S.props.value:u.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(_?t.__c=d=new le(T,D):(t.__c=d=new bt(T,D),d.constructor=le,d.render=ks),S&&S.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),_&&(d.__s||(d.__s=d.state),le.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Ee({},d.__s)),Ee(d.__s,le.getDerivedStateFromProps(T,d.__s)))),h=d.props,b=d.state,d.__v=t,n.__c){if(T!==h&&_&&!le.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(T,D),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(T,d.__s,D)===!1){t.__v!=n.__v&&(d.props=T,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ee){ee&&(ee.__=t)}),wt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=_e(n);break e}d.componentWillUpdate&&d.componentWillUpdate(T,d.__s,D),_&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(h,b,g)})}else _&&!le.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),_&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=D,d.props=T,d.__P=e,d.__g&=-5,on=N.__r,Zn=_?25:0;do d.__g&=-9,on&&on(t),u=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Zn<25);_&&(wt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Ee({},o,d.getChildContext())),_&&n.__c&&d.getSnapshotBeforeUpdate&&(g=d.getSnapshotBeforeUpdate(h,b)),$t=u&&u.type===kt&&u.key==null?u.props.children:u,T.__P&&(u=l,r=(e=T.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ee){ee&&hn(ee,ee)}),n.__k=null),l=n.__k?_e(n,0):null),l=vo(e,fn($t)?$t:[$t],t,n,o,r,s,i,l,c,f),T.__P&&(t.__e=null,l=u),t.__u&=-161,$&&$.some(Oe),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ee){if(i.length=p,t.__v=null,c||s)if(ee&&ee.then){if(t.__u|=128|c,s){for(~(me=s.indexOf(l||void 0))||(me=s.length);(Ce=s[me-1])&&Ce.nodeType==8;)me--;for(;me<s.length;me++)if(Ce=s[me])if(s[me]=null,Te){if(Ce==Xn)break}else{if(Ce.nodeType!=8)break;Ce.data.startsWith("$s")&&(Xn=vt(Te=Ce))}}if(!Te){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Te=l}(u=vt(Te=t.__c.__z||(t.__c.__z=Te)))?(t.__e=Te,l=u):t.__e=l,l=l&&l.nextSibling}else s&&s.some(Oe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ee&&ee.then||yo(t),N.__e(ee,t,n)}}else l=t.__e=ws(n.__e,t,n,o,r,s,i,c,f,e);return(u=N.diffed)&&u(t),l}function vt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function yo(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(yo))}function wo(e,t,n){for(var o=0;o<n.length;)mn(n[o++],n[o++],n[o++]);N.__c&&N.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){N.__e(s,r.__v)}})}function ws(e,t,n,o,r,s,i,l,c,f){var u,$,p,d,h,b,g,T,_=n.props||yt,S=t.props,D=t.type;if(D=="svg"?r="http://www.w3.org/2000/svg":D=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(u=0;u<s.length;u++)if((h=s[u])&&(D?h.localName==D:h.nodeType==3)){e=h,s[u]=null;break}}if(!e){if(T=f.ownerDocument||document,!D)return T.createTextNode(S);e=T.createElementNS(r,D,S.is?S:f),l&&(N.__m&&N.__m(t,s),l=!1),s=null}if(D){if(f=D=="template"&&e.content||e,s=D=="textarea"&&S.defaultValue!=null?null:s&&pn.call(f.childNodes),!l&&s)for(_={},u=0;u<e.attributes.length;u++)_[(h=e.attributes[u]).name]=h.value;for(u in _)h=_[u],u=="dangerouslySetInnerHTML"?p=h:u=="children"||u in S||u=="value"&&"defaultValue"in S||u=="checked"&&"defaultChecked"in S||ht(e,u,null,h,r);for(u in S)h=S[u],u=="children"?d=h:u=="dangerouslySetInnerHTML"?$=h:u=="value"?b=h:u=="checked"?g=h:l&&typeof h!="function"||_[u]===h||ht(e,u,h,_[u],r);$?(l||p&&($.__html==p.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(p&&(e.textContent=""),(D=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&hs.test(D))&&(r="http://www.w3.org/1999/xhtml"),vo(f,fn(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&_e(n,0),l,c),s&&s.some(Oe)),l&&D!="textarea"||(u="value",D=="progress"&&b==null?e.removeAttribute(u):b==null||b===e[u]&&(D!="progress"||b)||ht(e,u,b,_[u],r),u="checked",g!=null&&g!=e[u]&&ht(e,u,g,_[u],r))}else _===S||l&&e.data==S||(e.data=S);return e}function mn(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){N.__e(r,n)}}function hn(e,t,n){var o,r,s,i;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||mn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){N.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&hn(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=vt(o,s=[]))&&(o==e.__e&&s.some(Oe),Oe(r),Oe(o)),n||Oe(e.__e),e.__e=e.__c=e.__=null}function ks(e,t,n){return this.constructor(e,n)}function ko(e,t){var n,o,r,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Qe(kt,{children:[e]}),r=[],s=[],$n(t,t.__k,o||yt,yt,t.namespaceURI,o?null:t.firstChild?pn.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),wo(r,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw gt=0,e}},$o=0,$s=function(e){return e!=null&&e.constructor===Ze},bt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Ee({},this.state)),typeof e=="function"&&(e=e(Ee({},n),this.props)),e&&(Ee(n,e),this.__v&&(t&&this.__k.push(t),to(this)))},bt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),to(this))},bt.prototype.render=kt,he=[],gt=0,mo=function(e,t){return e.__v.__b-t.__v.__b},_t=Symbol(),ho=/(PointerCapture)$|Capture$/i,dn=0,an={},ms=0;var be,P,rn,oo,ln=Object.is,Ye=0,xo=[],cn=[],U=N,ro=U.__b,so=U.__r,ao=U.diffed,io=U.__c,lo=U.unmount,co=U.__;function We(e,t){U.__h&&U.__h(P,e,Ye||t),Ye=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function m(e){return Ye=1,xs(To,e)}function xs(e,t,n){var o=We(be++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):To(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);ln(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var c=this.__H;if(!c)return!0;var f=!1,u=this.props!=s;if(c.__.some(function(p){p.__N&&(f=!0,ln(p.__[0],p.__N[0])||(u=!0))}),r){var $=r.call(this,s,i,l);return f?$||u:$}return!f||u}}return o.__}function E(e,t){var n=We(be++,3);!U.__s&&_n(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function De(e,t){var n=We(be++,4);!U.__s&&_n(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,P.__h.push(n))}function A(e){return Ye=5,ce(function(){return{current:e}},[])}function ce(e,t){var n=We(be++,7);return _n(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ve(e,t){return Ye=8,ce(function(){return e},t)}function So(e){var t=We(be++,10),n=m();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function j(){var e=We(be++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function Ss(){var e;do{for(;e=cn.shift();)try{Je(e)}catch(n){U.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=xo.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Je),t.__h.some(un),t.__h=[]}catch(n){t.__h=[],U.__e(n,e.__v)}}}while(cn.length)}U.__b=function(e){P=null,ro&&ro(e)},U.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),co&&co(e,t)},U.__r=function(e){so&&so(e),be=0;var t=(P=e.__c).__H;t&&(rn==P?P.__h=[]:(t.__h.some(Je),t.__h.some(un),be=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),rn=P},U.diffed=function(e){ao&&ao(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&fo(xo.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),rn=P=null},U.__c=function(e,t){t.some(function(n){try{n.__h.some(Je),n.__h=n.__h.filter(function(o){return!o.__||un(o)})}catch(o){n.__h=[function(){throw o}]}}),io&&io(e,t)},U.unmount=function(e){lo&&lo(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,fo(cn.push(r))}else Je(r)}catch(s){t=s}}),o.__H=void 0,t&&U.__e(t,o.__v))};var uo=typeof requestAnimationFrame=="function";function Ts(e){var t,n=function(){clearTimeout(o),uo&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);uo&&(t=requestAnimationFrame(n))}function fo(e){e!=1&&oo==U.requestAnimationFrame||((oo=U.requestAnimationFrame)||Ts)(Ss)}function Je(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function un(e){var t=P;e.__c=e.__(),P=t}function _n(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!ln(n,e[o])})}function To(e,t){return typeof t=="function"?t(e):t}var a=ps.bind(_s);var B=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function F(e){let[t,n]=m(e.value);return E(()=>(n(e.value),e.watch(n)),[e]),t}function Ue(e,t){try{return window[e].getItem(t)}catch{return null}}function ge(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var vn="relay-key",Co=6e4,Fe=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Re(e){return e instanceof Fe?e:new Fe(0,"The page failed",String(e instanceof Error?e.message:e))}var Be=new B([]),Xe=new B({wanted:!1,refused:!1}),et=new B(!1),xt="",gn=!1,bn=[];yn(Ue("sessionStorage",vn)??"");function yn(e){xt=e,et.set(e!=="")}function Oo(e,t){yn(e.trim()),ge("sessionStorage",vn,t?xt:""),Do(!1)}function wn(){Do(!0)}function St(){gn=!1,Xe.set({wanted:!0,refused:!1})}function Eo(){yn(""),ge("sessionStorage",vn,"")}function Do(e){gn=e,Xe.set({wanted:!1,refused:!1});let t=bn;bn=[];for(let n of t)n()}function I(e,t={},n){return Fo("GET",mt(e,t),void 0,n)}function M(e,t,n,o){return Fo(e,t,n,o)}async function Fo(e,t,n,o){for(;;){let r=xt,s=await Os(e,t,n,r,o);if(s.status!==401)return Es(s);await Cs(s,r),o?.throwIfAborted()}}async function Cs(e,t){if(t===xt){if(gn){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new Fe(e.status,"No key",n)}Xe.set({wanted:!0,refused:t!==""}),await new Promise(n=>bn.push(()=>n(void 0)))}}async function Os(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(Co),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Be.set([...Be.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let c=i.aborted?`The relay has not answered for ${Co/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new Fe(0,"No answer",c)}finally{Be.set(Be.value.filter(c=>c!==s))}}async function Es(e){let t=await e.text().catch(()=>""),n=Ds(t);if(n instanceof Object&&Ro.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??Rs(e.status));throw new Fe(e.status,o,r,n?.errors??[])}var Ro=new WeakMap;function Ds(e){try{return JSON.parse(e)}catch{return}}function te(e,...t){let n=Le(Ro.get(e)??"null");for(let o of t)n=n[o];return JSON.stringify(n,null,2)}function Lo(e){try{return JSON.stringify(Le(e),null,2)}catch{return e}}function Le(e){return JSON.parse(e,Fs)}function Fs(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function Rs(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var kn=new Set;function xn(){return[...kn].every(({question:e})=>confirm(e))}function Tt(e,t){let n=A(()=>{});return De(()=>{if(!t)return;let o={question:e};return kn.add(o),addEventListener("beforeunload",No),n.current=()=>{kn.delete(o),removeEventListener("beforeunload",No)},n.current},[e,t]),()=>n.current()}function No(e){e.preventDefault()}var Ls="/ui";function Ct(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new B(Ct()),ue=Number(history.state?.entry??0);history.replaceState({entry:ue},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ue+1),n=Ct(Q.value.visit+(t===ue?0:1));if(n.path!==Q.value.path&&!xn())return history.go(ue-t);ue=t,history.replaceState({entry:ue},""),Q.set(n)});function v(e,t={}){return mt(`${Ls}/${e}`,t)}function C(...e){return e.map(Ns).join("/")}function Ns(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Ne(e){xn()&&(ue+=1,history.pushState({entry:ue},"",e),Q.set(Ct(Q.value.visit+1)),scrollTo(0,0))}function O(){let{query:e}=F(Q);return[e,qe]}function qe(e){let{path:t,query:n}=Q.value;history.replaceState({entry:ue},"",v(t,{...n,...e})),Q.set(Ct(Q.value.visit))}function Io(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=Is(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function Is(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Ne(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=A(null),{visit:r}=F(Q),s=A(0);return E(()=>{document.title=`${X(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),De(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${y}>${e}<//></h1>
    ${n}
  </div>`}function K({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function Ao({text:e,what:t}){let[n,o]=m(!1);E(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{V("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function de({text:e,what:t}){return a`<span class="copyable"><code><${y}>${e}<//></code><${Ao} text=${e} what=${t} /></span>`}function y({children:e}){return a`<bdi>${X(e)}</bdi>`}var Ms=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=m(!1),i=r?e:e.slice(0,Ms);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${As} text=${o} file=${n} what=${t} />`}
      <${Ao} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${X(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function As({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function X(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${y}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${y}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${St}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function R({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function k({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function q({title:e,onClose:t,children:n}){let o=A(null),r=j();De(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var tt=new B([]),Mo=0;function V(e,t="good"){Mo+=1;let n=Mo;tt.set([...tt.value,{id:n,text:e,tone:t}]),setTimeout(()=>Po(n),t==="bad"?15e3:8e3)}function Po(e){tt.set(tt.value.filter(t=>t.id!==e))}function Ho(){let e=F(tt);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>Po(t.id)}>✕</button>
      </div>`)}
  </div>`}var Wo=5e3,ot=new B(Date.now());setInterval(()=>{document.hidden||ot.set(Date.now())},Wo);document.addEventListener("visibilitychange",()=>{document.hidden||ot.set(Date.now())});var fe=new B(!1);function Sn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var Uo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},Bo={...Uo,month:"short",day:"numeric"},Ps={...Bo,year:"numeric"};function Ie(e,t){let n=Sn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return Sn(t,Uo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return Sn(t,o?Bo:Ps).format(e)}var Hs=[["d",86400],["h",3600],["min",60],["s",1]];function nt(e){let t=Math.max(0,Math.round(e));for(let[n,o]of Hs)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ne(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function Ws(e,t){let n=(t-e)/1e3;return Math.abs(n)<Wo/1e3?"now":n>0?`${nt(n)} ago`:`in ${nt(-n)}`}function Us(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=F(fe),o=F(ot);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=Ws(r.getTime(),o),i=t==="ago"?s:Ie(r,n);return a`<time dateTime=${e} title=${Us(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function qo(){let e=F(fe),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>fe.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Ot={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function Ko({webhook:e}){let{tone:t,label:n}=Tn(e.status);return a`<span class="state">
    <${K} tone=${t}>${n}<//>
    <span class="why">${Bs(e)}</span>
  </span>`}function Tn({state:e,waiting:t}){return e==="healthy"&&t?{tone:"warn",label:"Some wait"}:Ot[e]}function rt({waiting:e,waiting_is_capped:t}){return e===void 0?"–":t?`${e}+`:`${e}`}function Bs({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var Ke={queued:{tone:"info",label:"Queued"},waiting:{tone:"warn",label:"Waiting"},delivered:{tone:"good",label:"Delivered"},dropped:{tone:"bad",label:"Dropped"}};function ye({state:e}){let{tone:t,label:n}=Ke[e];return a`<${K} tone=${t}>${n}<//>`}function Et({attempt:e,none:t}){return e?a`${pe(e).text} <span class="muted">in ${ne(e.duration_ms)}, <${w} at=${e.at} show="ago" /></span>`:a`<span class="muted">${t}</span>`}var qs={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function we(e){return qs[e]??e}var Ks={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Vs={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function Me(e){return e!==void 0&&e>=200&&e<300}function pe({error:e,status:t}){if(e)return Ks[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(Me(t))return{text:`HTTP ${t}`,todo:""};let n=Vs[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function Dt(e){let t=Number(e.replace(/^HTTP /,""));return pe(Number.isInteger(t)?{status:t}:{error:e})}function Ft(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Rt(e){try{return new URL(e).host}catch{return e}}function Vo({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${js(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${Gs} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function js({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function Gs({attempt:e,number:t}){let{text:n,todo:o}=pe(e),r=Me(e.status),s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ne(e.duration_ms)}</span>
    </p>
    <p>${Ft(s)}.</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${y}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function jo(e,t){return zs[e.state](e,t)}var zs={delivered:e=>({tone:"good",sentence:a`${Cn(e.last_attempt,"The receiver took it")}${Zs(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?Js(e,t):Qs(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${we(e.reason??"")}
      ${e.last_attempt&&a` ${Ys(e.attempts)}: ${Cn(e.last_attempt)}.`}`,todo:Xs(Go(e),"When the receiver is well again, resend it.")})};function Qs(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${Cn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Go(e)}}function Js(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function Cn(e,t=""){if(!e)return t;let n=e.error_text??pe(e).text;return t?`${t}: ${n}`:n}function Ys(e){return e===1?"Its only attempt":`The last of ${e} attempts`}function Zs({attempts:e}){return e>1?`, after ${e} attempts`:""}function Go({last_attempt:e}){return e?pe(e).todo:""}function Xs(...e){return e.filter(Boolean).join(" ")}var ea=1e4,ta=3e5;function L(e,t,{refresh:n=!1}={}){let[o,r]=m({loading:!0}),s=A(e),i=A(void 0),l=A(()=>{});s.current=e,E(()=>{let f=new On(async(u,$)=>{$||r(p=>({...p,loading:!0})),i.current=await s.current(u,$?i.current:void 0),r({data:i.current,loading:!1})},u=>r($=>({...$,failure:u,loading:!1})),n);return l.current=()=>f.run(!1),f.run(!1),()=>f.stop()},[...t,n]);let c=ve(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:c}}var On=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=et.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Re(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(ea*2**this.#e,ta)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=m({busy:!1}),r=A(void 0);E(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:Re(l)});return}}return{...n,run:s}}var na=[400,1200,3e3,6e3];function Lt(e,t=na){let n=A([]),o=ve(()=>n.current.forEach(clearTimeout),[]);return E(()=>o,[]),ve(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function zo({path:e,eventId:t}){let n=L(o=>I(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${En} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${R} of=${n} what="the request" />`}
  </section>`}function En({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${y}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${y}>${n.name}<//></code></th>
              <td><code><${y}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${Lo(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function Qo({path:e,delivery:t,webhook:n,reload:o}){let r=W(f=>M("POST",`${e}/resend`,void 0,f)),s=Lt(o),i=n?.enabled===!1;async function l(){await r.run()&&(V("It is sent again now."),s())}let c=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":c}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var oa="The webhook is deleted, so it cannot be sent again.";function Jo({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=L(f=>I(o,{},f),[o],{refresh:!0}),s=L(f=>I(`/api/${C("webhooks",t)}`,{},f),[t]),i=s.failure?.status===404,l=s.data?.name??t,c=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${v(C("webhooks",t))}><${y}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${c&&!i&&a`<${Qo} path=${o} delivery=${c} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${c?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${ra} detail=${c} webhook=${s.data} gone=${i} path=${o} />`:a`<${R} of=${r} what="the delivery" />`}`}function ra({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=jo(e,t),l=te(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div role="status"><${ye} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${oa}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${k} name="Event">
        <a href=${v(C("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${k} name="Type">
        <a href=${v(C("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${k} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${k} name="Attempts">${e.attempts}<//>
      <${k} name="Event id"><${de} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${Vo} detail=${e} />
    ${!n&&a`<${zo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function ke(){return L(e=>I("/api/event-types",{},e),[])}function Nt(e,t){let n=t.toLowerCase();return e.filter(({name:o,description:r})=>`${o} ${r}`.toLowerCase().includes(n))}function It(e,t){let n=new Map,o=e.filter(({family:s})=>s==="own"),r=e.filter(({family:s})=>s!=="own");for(let s of[...o,...r]){let i=t(s);n.set(i,[...n.get(i)??[],s])}return n}function st({family:e,group:t}){return e==="own"?t??"Own types":e==="onefuzz"?"OneFuzz":"Singularity"}function at({label:e,hint:t,error:n,children:o}){let r=j(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}function Z({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${at} label=${e} hint=${o} error=${r}>
    ${i=>a`<input
      id=${i.id}
      autocomplete="off"
      spellcheck=${!1}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      ...${s}
      onInput=${z(n)}
    />`}
  <//>`}function Dn({label:e,value:t,onInput:n,hint:o,error:r,placeholder:s}){return a`<${at} label=${e} hint=${o} error=${r}>
    ${i=>a`<textarea
      id=${i.id}
      class="json"
      spellcheck=${!1}
      placeholder=${s}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      onInput=${z(n)}
    ></textarea>`}
  <//>`}function Ve({label:e,value:t,onChange:n,error:o,children:r}){return a`<${at} label=${e} error=${o}>
    ${s=>a`<select
      id=${s.id}
      aria-describedby=${s.describedBy}
      aria-invalid=${s.invalid}
      value=${t}
      onChange=${z(n)}
    >${r}</select>`}
  <//>`}function ae({checked:e,onChange:t,disabled:n=!1,title:o,children:r}){return a`<label class="check" title=${o}>
    <input type="checkbox" checked=${e} disabled=${n} onChange=${()=>t(!e)} />
    ${r}
  </label>`}function z(e){return t=>e(t.currentTarget.value)}function it({legend:e,value:t,onChange:n,choices:o,error:r}){let s=j();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}function oe(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Yo(n.field,t))).map(n=>{let o=Yo(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Yo(e,t){return e.startsWith(t)?e.slice(t.length):""}function $e(e){let{caption:t,columns:n,rows:o,rowKey:r,order:s="",epoch:i="",most:l=o.length}=e,[c,f]=O(),u=c.sort??s,$=la(o,n,u),{settled:p,moved:d,settle:h}=sa($,r,`${u} ${i}`),b=u?p:$,[g,T]=m(!1),_=g?b:b.slice(0,l);return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${t}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${n.map(S=>a`<th
              role="columnheader"
              scope="col"
              key=${S.key}
              class=${S.number?"number":""}
              aria-sort=${aa(S.key,u)}
            >
              ${S.sort?a`<button type="button" onClick=${()=>f({sort:ia(S.key,u,s)})}>
                    ${S.label}
                  </button>`:a`<span class=${S.quietLabel?"hidden":""}>${S.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${_.map(S=>a`<tr role="row" key=${r(S)}>
            ${n.map(D=>a`<td
                role="cell"
                key=${D.key}
                class=${D.number?"number":""}
                data-label=${D.quietLabel?void 0:D.label}
              ><div>${D.cell(S)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${u&&d&&a`<p class="moved"><button type="button" class="quiet" onClick=${h}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
    ${_.length<b.length&&a`<p class="moved"><button type="button" class="quiet" onClick=${()=>T(!0)}>Show all ${b.length.toLocaleString()}</button>
        <span class="muted">these are the first ${_.length.toLocaleString()}</span></p>`}
  </div>`}function sa(e,t,n){let[o,r]=m(0),s=ce(()=>new Map(e.map((f,u)=>[t(f),u])),[n,o]),i=f=>s.get(t(f))??e.length+s.size,l=[...e].sort((f,u)=>i(f)-i(u)),c=l.some((f,u)=>f!==e[u]);return{settled:l,moved:c,settle:()=>r(o+1)}}function aa(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function ia(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function la(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*ca(i,l)),s.map(([,i])=>i)}function ca(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function re({label:e,clear:t=[],children:n}){let[o,r]=O(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function ie({name:e,label:t,placeholder:n}){return a`<${Fn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function Fn({name:e,label:t,input:n={},class:o=""}){let[r,s]=O(),[i,l]=m(r[e]??""),c=A(i),f=j();return De(()=>{let u=r[e]??"";u!==c.current.trim()&&(c.current=u,l(u))},[r[e]]),E(()=>{let u=setTimeout(()=>{c.current.trim()!==(r[e]??"")&&s({[e]:c.current.trim()})},250);return()=>clearTimeout(u)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${f}>${t}</label>
    <input
      id=${f}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${z(u=>{c.current=u,l(u)})}
    />
  </div>`}function se({name:e,label:t,any:n,options:o}){let[r,s]=O(),i=j();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${z(l=>s({[e]:l}))}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Xo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function Mt(){let[e,t]=O(),n=j(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=lt({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${z(r)}>
        <option value="">at any time</option>
        ${Xo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Zo} name="since" label="From" /><${Zo} name="until" label="Until" />`}`}function Zo({name:e,label:t}){let[n,o]=O(),r=j();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${Rn(n[e])}
      onChange=${z(s=>o({[e]:Ln(s)}))}
    />
  </div>`}function Rn(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function Ln(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function lt(e){let t=Xo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function nr(){let[e]=O(),t=ke(),n=Nt(t.data??[],e.q??"");return a`<${H} title="Event types" />
    <${re} label="Filter the event types" clear=${["q"]}>
      <${ie} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${ua} types=${n} />`:a`<${R} of=${t} what="the event types" />`}`}function ua({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...It(e,st)].map(([t,n])=>a`<section key=${t} aria-label=${X(t)}>
      <h2><${y}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${v(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${K} tone="warn">Deprecated<//>`}
            <p><${y}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function or({parameters:e}){let t=e.name??"",n=L(o=>I(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${v("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${da} type=${n.data} />`:a`<${R} of=${n} what="the event type" />`}`}function da({type:e}){let[t]=O(),n=e.versions??[],o=n.findIndex(({version:s})=>s===t.version),r=n.length>0?["versions",Math.max(0,o)]:[];return a`<p class="lead"><${y}>${e.description}<//></p>
    <dl class="facts card">
      <${k} name="Belongs to"><${y}>${st(e)}<//><//>
      ${e.version&&a`<${k} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${k} name="State"><${K} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${k} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${k} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${re} label="Choose a version">
        <${se} name="version" label="Version" any=${er(n[0])}
          options=${n.slice(1).map(s=>({value:s.version,label:er(s)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${tr} of=${e} place=${[...r,"example"]} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${tr} of=${e} place=${[...r,"schema"]} what="the schema" />
    </section>`}function er(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function tr({of:e,place:t,what:n}){let o=te(e,...t);return o===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${o} what=${n} />`}var fa=8,rr=[];async function At(e,t,n){let o=await e(n);for(let r=1;r<fa&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function Pt(e,t){let[n,o]=m({first:e,pages:rr}),r=n.first===e?n.pages:rr,{cursor:s}=r.at(-1)??e,i=W(c=>t(s,c),[e]);async function l(){let c=await i.run();c&&o({first:e,pages:[...r,c]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function Ht({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${x} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Wt=new B(void 0),Nn=new B(new Map);async function Ut(e){let t=await I("/api/overview",{},e),{relay:n,webhooks:o}=t;return Wt.set({health:n,at:Date.now()}),Nn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Bt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=In(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function In(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var pa=50;function sr(e,t,n){let o={since:lt(e),until:e.until,event_type:e.type,id_prefix:e.q};return At(r=>I("/api/events",{...o,limit:pa,cursor:r},n),r=>r.events,t)}var $a=[{key:"id",label:"Event",cell:e=>a`<a href=${v(C("events",e.event_id))}><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function ar(){let[e]=O(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=L(s=>sr(e,void 0,s),n),r=ke();return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${re} label="Filter the events" clear=${t}>
      <${ie} name="q" label="Event id" placeholder="How the id begins" />
      <${se} name="type" label="Type" any="Every type" options=${ma(r.data)} />
      <${Mt} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${ha} first=${o.data} query=${e} loading=${o.loading} />`:a`<${R} of=${o} what="the events" />`}`}function ma(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function ha({first:e,query:t,loading:n}){let o=Pt(e,(s,i)=>sr(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e} caption="Events, newest first" columns=${$a} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${Ht} following=${o} label="Show more" />
  </div>`}var _a=[{key:"state",label:"State",cell:e=>a`<span class="state"><${ye} state=${e.state} />
      <span class="why">${e.reason?we(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>a`<${Et} attempt=${e.last_attempt} none="–" />`},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function ir({parameters:e}){let t=e.event??"",n=L(o=>I(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${de} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${ba} event=${n.data} />`:a`<${R} of=${n} what="the event" />`}`}function ba({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${k} name="Type"><a href=${v(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${k} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${k} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${k} name="Instance"><${y}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${$e} caption="Outcome at each webhook" columns=${va(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${te(e,"event")} what="the payload" />
    </section>`}function va(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${ga} row=${t} eventId=${e} />`},..._a]}function ga({row:e,eventId:t}){let n=F(Nn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=v(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${y}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function ya(e){return I("/api/failures",{},e)}function lr(){let e=L(ya,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${xa} list=${e.data} />`:a`<${R} of=${e} what="the failures" />`}`}var wa=[{key:"error",label:"What is wrong",sort:e=>ct(e).text,cell:e=>{let{text:t,todo:n}=ct(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${ka(e)} aria-label=${`${e.count} deliveries: ${ct(e).text}, at ${X(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${ye} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${v(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${ct(e).text}, at ${X(e.webhook_name)}`}>Why</a>`}];function ct({error:e,error_text:t,reason:n}){return n?{text:we(n),todo:""}:{text:Ft(t),todo:Dt(e).todo}}function ka({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return v(C("webhooks",e),{state:t,status:o})}function xa({list:e}){let[t]=O(),n=e.groups.filter(o=>Ta(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${re} label="Filter the failures" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Webhook or error" />
      <${se} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${$e} caption="Failures by webhook and error" columns=${wa} rows=${n} rowKey=${Sa} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function Sa(e){return`${e.webhook_id} ${e.state} ${e.error}`}function Ta(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${ct(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function ur({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=cr(o.bad,n,24),i=cr(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function cr(e,t,n){return e>0?Math.max(2,e/t*n):0}var Ca=480,Oa=240,qt=150,Ae=52,Ea=20,Kt=8,je=qt-Kt-Ea;function dr(){let e=A(null),[t,n]=m(Ca);return E(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(Oa,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function fr({title:e,buckets:t,series:n}){let o=t.map(c=>Fa(c,n)),r=_r(Math.max(1,...o)),[s,i]=dr(),l=(i-Ae)/Math.max(1,t.length);return a`<${mr} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${hr} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((c,f)=>{let u=Kt+je;return a`<g key=${c.at}>
        ${n.map($=>{let p=(c.values[$.key]??0)/r*je;return u-=p,p>0&&a`<rect key=${$.key} class=${$.tone} x=${Ae+f*l+l*.1} y=${u} width=${l*.8} height=${p} />`})}
      </g>`})}
  <//>`}function pr({title:e,buckets:t,series:n}){let o=t.flatMap(u=>n.map($=>u.values[$.key]??0)),r=_r(Math.max(1,...o)),[s,i]=dr(),l=(i-Ae)/Math.max(1,t.length),c=u=>Ae+(u+.5)*l,f=u=>Kt+je-u/r*je;return a`<${mr} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ne}>
    <${hr} width=${i} top=${r} buckets=${t} format=${ne} />
    ${n.map(u=>a`<g key=${u.key} class=${`line ${u.tone}`}>
        <path d=${Da(t,u.key,c,f)} />
        ${t.map(($,p)=>{let d=$.values[u.key];return d!==void 0&&a`<circle key=${$.at} cx=${c(p)} cy=${f(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function Da(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let c=l.values[t];c===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(c).toFixed(1)}`,s="L")}return r}function $r({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
    <figcaption>${e}</figcaption>
    <ul class="ranking">
      ${t.map(o=>a`<li key=${o.label}>
          <span>${o.label}${o.note&&a` <span class="muted">${o.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${o.tone} width=${Math.max(1,o.count/n*100)} height="8" />
          </svg>
          <span class="number">${o.count}</span>
        </li>`)}
    </ul>
  </figure>`}function mr({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=F(fe);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(c=>a`<span key=${c.key} class=${c.tone}>${c.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${qt}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table>
          <thead>
            <tr><th scope="col">From</th>${r.map(c=>a`<th key=${c.key} scope="col" class="number">${c.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(c=>a`<tr key=${c.at}>
                <th scope="row">${Ie(new Date(c.at),l)}</th>
                ${r.map(f=>{let u=c.values[f.key];return a`<td key=${f.key} class="number">${u===void 0?"–":s(u)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function hr({width:e,top:t,buckets:n,format:o}){let r=F(fe),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let c=Kt+je-l*je;return a`<g key=${l}>
        <line x1=${Ae} x2=${e} y1=${c} y2=${c} />
        <text x=${Ae-6} y=${c+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Ae} y=${qt-4}>${Ie(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${qt-4} text-anchor="end">${Ie(new Date(i.at),r)}</text>`}
  </g>`}function Fa(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function _r(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var Ra=0,La=200,An=24,Mn=36e5;function br(){let e=L(Ut,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${v("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${Na} health=${t.relay} webhooks=${t.webhooks} />
        <${Ua} rows=${t.webhooks} />`:a`<${R} of=${e} what="the overview" />`}`}function Na({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Bt(e),s=Object.values(e.queues??{}).reduce((c,f)=>c+f,0),i=In(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${k} name="Storage">${e.storage}<//>
      <${k} name="Latest round">${l==null?"none yet":`${nt(l)} ago`}<//>
      <${k} name="In queues">${s-i}<//>
      <${k} name="Deliveries waiting">${e.waiting}<//>
      <${k} name="Longest waiting"><${w} at=${Ia(t)} show="ago" /><//>
      <${k} name="Longest overdue">${e.oldest_due_seconds?nt(e.oldest_due_seconds):"nothing"}<//>
      <${k} name="Poison messages">${i}<//>
    </dl>
  </section>`}function Ia(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var Ma=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${v(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.name}<//></a>
      <span class="muted host"><${y}>${Rt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Ot[e.status.state].rank,cell:e=>a`<${Ko} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>vr(e.activity),cell:e=>a`<${Aa} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>rt(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||Ra,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Wa} names=${e.event_types} />`}];function vr({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function Aa({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=vr(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${ur} bars=${Pa(e)} label=${`Last ${An} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Ha(r)} failed</span>
  </span>`}function Pa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/Mn)*Mn;return Array.from({length:An},(o,r)=>{let s=t.get(n-(An-1-r)*Mn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Ha(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Wa({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span>${t}</span>`:a`<span title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Ua({rows:e}){let[t]=O(),n=e.filter(o=>Ka(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Ba(n.length,e.length)}</span></h2>
    <${re} label="Filter the webhooks" clear=${["q","state"]}>
      <${ie} name="q" label="Search" placeholder="Name, host, type or id" />
      <${se} name="state" label="State" any="Every state" options=${qa(e)} />
    <//>
    ${n.length>0?a`<${$e} caption="Webhooks" columns=${Ma} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} most=${La} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Ba(e,t){return e===t?`${t}`:`${e} of ${t}`}function qa(e){return Object.entries(Ot).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Ka(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var Hn="relay-job ",Va=3,Pn=new Set([]),J=new B({});function gr(e){let t=J.value[e];if(t)return t;let n=za(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return J.set({...J.value,[e]:r}),r}function Vt(e,t){return ut(e,{...t,done:0,state:"running"}),Un(e)}function Wn(e){let t=J.value[e];t?.state==="running"&&ut(e,{...t,state:"stopped"})}function yr(e){let{[e]:t,...n}=J.value;J.set(n),ge("sessionStorage",Hn+e,"")}async function Un(e){let t=J.value[e];if(!t||(ut(e,{...t,state:"running",failure:void 0}),Pn.has(e)))return;Pn.add(e);let n=t.kind==="recover"?Va:Number.POSITIVE_INFINITY,o=0;for(;J.value[e]?.state==="running"&&o<n;)o=await ja(e)===0?o+1:0;Pn.delete(e),Wn(e)}async function ja(e){let t=J.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await M("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=J.value[e];return s&&ut(e,Ga(s,o,r)),r}catch(n){let o=Re(n),r=o.status>=400&&o.status<500,s=t.lost||!r;return J.value[e]&&ut(e,{...t,state:"stopped",failure:o,lost:s}),0}}function Ga(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function ut(e,t){J.set({...J.value,[e]:t});let{failure:n,...o}=t;ge("sessionStorage",Hn+e,JSON.stringify(o))}function za(e){try{return JSON.parse(Ue("sessionStorage",Hn+e)??"null")??void 0}catch{return}}var Qa=864e5,Ja={do:void 0,from:void 0,to:void 0,states:void 0};function xr(){qe({do:"recover"})}function Sr({webhook:e,path:t}){let[n,o]=O(),[r]=m(()=>Date.now()),s=n.from??new Date(r-Qa).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),c={since:s,until:i,states:l},f=W(b=>M("POST",`${t}/recover`,{...c,dry_run:!0},b)),[u,$]=m(void 0);E(()=>$(void 0),[s,i,n.states]);let p=()=>o(Ja);async function d(b){b.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await f.run())}function h(){if(!u)return;let b=[s,i].map(g=>Ie(new Date(g),!1)).join(" to ");Vt(t,{kind:"recover",title:`Recovering what was received from ${b}`,body:c,total:u.matching,isMore:u.more}),p()}return a`<${q} title="Recover deliveries" onClose=${p}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${wr} label="Received from" at=${s} error=${f.failure?.about("since")} onChange=${b=>o({from:b})} />
        <${wr} label="Until" at=${i} error=${f.failure?.about("until")} onChange=${b=>o({to:b})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${kr} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${kr} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${f.failure} />
      <p role="status">${u&&Bn(u)}</p>
      <div class="actions">
        ${u&&u.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${h}>Send ${u.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${f.busy}>${f.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${p}>Cancel</button>
      </div>
    </form>
  <//>`}function Bn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function wr({label:e,at:t,error:n,onChange:o}){return a`<${at} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${Rn(t)}
      onChange=${z(s=>{let i=Ln(s);i&&o(i)})}
    />`}
  <//>`}function kr({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(c=>c!==t):[...e,t];o({states:l.join(",")})}return a`<${ae} checked=${r} disabled=${s} onChange=${i}>${n}<//>`}var Ya="relay.";function Tr(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Ya)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function jt(e,t){return{wanted:t.filter(({name:n})=>Tr(e,n)),others:t.filter(({name:n})=>!Tr(e,n))}}function Gt(e){return e.filter(({example:t})=>t!==void 0)}function Or({webhook:e,path:t,onSent:n,onClose:o}){let r=ke(),[s,i]=m(""),{wanted:l,others:c}=jt(e.event_types,Gt(r.data??[])),f=s||([...l,...c][0]?.name??""),u=W(p=>M("POST",`${t}/send-example`,{event_type:f},p));async function $(p){p.preventDefault(),await u.run()&&(V(`An example of ${f} is on its way.`),n(),o())}return a`<${q} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${Ve} label="Event type" value=${f} error=${u.failure?.about("event_type")} onChange=${i}>
        ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(Cr)}</optgroup>`}
        ${c.length>0&&a`<optgroup label="Others">${c.map(Cr)}</optgroup>`}
      <//>
      <${x} failure=${r.failure??u.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${u.busy||!f}>${u.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function Cr({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function Er({webhook:e,path:t,onSent:n,reload:o}){let[r]=O(),[s,i]=m(!1),l=W(p=>M("POST",`${t}/ping`,void 0,p)),c=W(p=>M("POST",`${t}/enable`,void 0,p)),{enabled:f}=e;async function u(){await l.run()&&(V("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await c.run()&&(V("The webhook is enabled."),o())}return a`<div class="actions">
      ${!f&&a`<button type="button" class="primary" disabled=${c.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!f} onClick=${u}>Ping</button>
      <button type="button" disabled=${!f} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${xr}>Recover …</button>
      <a href=${v(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,c].map(({failure:p},d)=>p&&a`<div class="wide" key=${d}><${x} failure=${p} /></div>`)}
    ${s&&a`<${Or} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${Sr} webhook=${e} path=${t} />`}`}var Pe=["state","type","status","event","range","since","until"];function Ge(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:lt(e),until:e.until}}function Dr(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function qn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${Ke[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function Fr({types:e}){let t=Object.entries(Ke).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${re} label="Filter the deliveries" clear=${Pe}>
    <${se} name="state" label="State" any="Every state" options=${t} />
    <${se} name="type" label="Type" any="Every type" options=${n} />
    <${Fn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${Mt} />
    <${ie} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Za=["delivered","waiting","queued","dropped"].map(e=>({key:e,...Ke[e]})),Xa=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function Rr({path:e,changes:t}){let[n]=O(),o=Pe.filter(i=>i!=="event").map(i=>n[i]),r=L(i=>I(`${e}/delivery-summary`,ei(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${ti} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${ni} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function ei(e){let{event_id:t,...n}=Ge(e);return n}function ti({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function ni({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ne(n)}, p95 ${ne(o)}`;return a`<div class="card"><${fr} title="Outcomes, by when received" buckets=${t} series=${Za} /></div>
    <div class="card"><${pr} title=${r} buckets=${t} series=${Xa} /></div>
    <div class="card"><${$r} title="Latest answers and errors" rows=${e.results.map(oi)} /></div>`}function oi({result:e,text:t,count:n}){let o=Number(e),r=o?`HTTP ${e}`:e,s=Me(o)?"good":e==="unknown"?"off":"bad";return{label:r,count:n,tone:s,note:t.replace(/^the receiver answered \d+ ?/,"")}}var ri=25,si=100,ai=5e3;function dt(e){return`${e.event_id} ${e.received_at}`}function zt(e,t,n){let o=[e,n,...Pe.map(h=>t[h])],r=`${e}/deliveries`,s=A([]),i=L((h,b)=>b?li(r,t,{before:b,rows:s.current},h):ii(r,t,h),o,{refresh:!0}),{first:l,updates:c}=i.data??Lr,f=Pt(l,(h,b)=>Nr(r,t,h,b)),[u,$]=m([]);E(()=>$([]),[l]);let p=ce(()=>[...u,...l.deliveries,...f.pages.flatMap(b=>b.deliveries)].map(b=>c.get(dt(b))??b),[l,f.pages,u,c]);s.current=p;let d=ce(()=>di(c,p,t),[c,p]);return{rows:p,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...u]),older:f,loaded:i}}var Lr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function ii(e,t,n){return{...Lr,updates:new Map,first:await Nr(e,t,void 0,n)}}function Nr(e,t,n,o){return At(r=>I(e,{...Ge(t),limit:ri,cursor:r},o),r=>r.deliveries,n)}async function li(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&ui(o)||ci(o),l={...i,limit:si,with_status:!0},c=await I(e,l,r),f=new Map(n.updates);for(let p of c.deliveries)f.set(dt(p),p);let u=c.deliveries.at(-1)?.received_at??"",$=!!c.cursor&&!("until"in i)&&u>Qt(o);return{first:n.first,updates:f,status:c.status,gone:c.status===void 0,missed:n.missed||$,refreshes:s}}function Qt(e){return e[0]?.received_at??""}function ci(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>Ir(r)&&r.received_at>=t).at(-1)?.received_at??Qt(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-ai)).toISOString()}}function ui(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>Ir(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:Qt(r)}}function Ir(e){return e.state==="waiting"||e.state==="queued"}function di(e,t,n){let o=new Set(t.map(dt)),r=Qt(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&Dr(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Jt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=A(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:c,failure:f,loading:u}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${Fr} types=${pi(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${fi(e)}</button>`}
    </div>
    ${c?a`<${x} failure=${f} retry=${r} /><${$i} known=${e} webhookId=${t} loading=${u} />`:a`<${R} of=${e.loaded} what="the deliveries" />`}
  </section>`}function fi({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function pi(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function $i({known:e,webhookId:t,loading:n}){let[o]=O(),{rows:r,older:s}=e,l=Pe.some(c=>o[c])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${$e}
          caption="Deliveries, newest first"
          columns=${mi(t)}
          rows=${r}
          rowKey=${dt}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${Ht} following=${s} label="Older" />
  </div>`}function mi(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${v(C("webhooks",e,"deliveries",t.event_id))}><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${hi} row=${t} />`},{key:"last",label:"Latest attempt",cell:({last_attempt:t,held:n})=>a`<${Et} attempt=${t} none=${n?"held back":"none yet"} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function hi({row:e}){return a`<span class="state">
    <${ye} state=${e.state} />
    <span class="why">
      ${e.reason&&we(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function Mr({id:e,name:t,path:n}){let[o]=O(),[r,s]=m(0),i=ve(()=>s(u=>u+1),[]),l=zt(n,o,r),{data:c,failure:f}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${c?a`<${_i} id=${e} />
          <${Jt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:f?.status===404?a`<${bi} />`:a`<${R} of=${l.loaded} what="what is kept of its deliveries" />`}`}function _i({id:e}){let t=v(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div role="status"><${K} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function bi(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${v("")}>To the overview</a></p>
  <//>`}function Ar({path:e,onEnd:t}){let o=F(J)[e];E(()=>{gr(e)},[e]);let r=A(o?.state);return E(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${y}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${vi(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${gi} job=${o} path=${e} /></div>
  </section>`:null}function vi(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function gi({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>Wn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>Un(t)}>Go on</button>`}
    <button type="button" onClick=${()=>yr(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function Pr({webhook:e,path:t}){let[n]=O(),o=()=>qe({do:void 0});return a`<button type="button" onClick=${()=>qe({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(qn(n)?a`<${wi} webhook=${e} path=${t} onClose=${o} />`:a`<${yi} onClose=${o} />`)}`}function yi({onClose:e}){return a`<${q} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function wi({webhook:e,path:t,onClose:n}){let[o]=O(),[r]=m(()=>ki(Ge(o))),s=L(f=>M("POST",`${t}/resend`,{...r,dry_run:!0},f),[t]),i=s.data,l=qn(o);function c(){if(!i)return;let f=`Sending again: ${l}`;Vt(t,{kind:"resend",title:f,body:r,total:i.matching,isMore:i.more}),n()}return a`<${q} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${y}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${Bn(i)}</p>`:a`<${R} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${c}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function ki(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var ft={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var Hr={name:"",url:"",types:[],pattern:"",format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function Wr(e){return{name:e.name,url:e.url,types:e.event_types,pattern:"",format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?te(e,"filter"):""}}function Yt(e){return{name:e.name,url:e.url.trim(),event_types:He(e),message_format:e.format,signing:e.signing,...Br(e),headers:e.headers.length>0?qr(e.headers):void 0,max_in_flight:ze(e.inFlight),rate_per_second:ze(e.rate),filter:Se(e.filter)}}function Ur(e,t){let n=He(e);return{...xe(e,t,"name","name",e.name),...xe(e,t,"url","url",e.url.trim()),...xe({...e,types:n},t,"types","event_types",n),...xe(e,t,"format","message_format",e.format),...xe(e,t,"signing","signing",e.signing),...Br(e),...e.replaceHeaders?{headers:qr(e.headers)}:{},...xe(e,t,"inFlight","max_in_flight",ze(e.inFlight)??0),...xe(e,t,"rate","rate_per_second",ze(e.rate)??0),...xe(e,t,"filter","filter",Se(e.filter)??null)}}function xe(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function He({types:e,pattern:t}){let n=t.trim();return n&&!e.includes(n)?[...e,n]:e}function Br({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Zt({headers:e,replaceHeaders:t}){if(!t)return"";let n=e.map(({name:o})=>o.trim()).filter(Boolean);return n.find((o,r)=>n.indexOf(o)!==r)??""}function qr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function ze(e){if(e.trim()==="")return;let t=Number(e);return Number.isFinite(t)?t:e}function Se(e){return e.trim()===""?void 0:Le(e)}function Xt({secret:e,onClose:t}){let[n,o]=m(!1),r=Tt("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${q} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${de} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function Kr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=m(""),[i,l]=m("24"),[c,f]=m(""),u=W(h=>M("POST",`${t}/rotate-secret`,xi(r,i),h));async function $(h){h.preventDefault();let b=await u.run();if(b){if(b.secret_token)return f(b.secret_token);V("The secret is replaced."),p()}}function p(){o(),n()}if(c)return a`<${Xt} secret=${c} onClose=${p} />`;let{failure:d}=u;return a`<${q} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${Z} label="New secret" hint="Leave it empty to have one made, which is shown once."
        value=${r} error=${d?.about("secret_token")} input=${{type:"password"}} onInput=${s} />
      <${Z} label="Hours that the old secret signs too" hint="0 to 168"
        value=${i} error=${d?.about("grace_period_hours")} input=${{inputmode:"decimal"}} onInput=${l} />
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${u.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function xi(e,t){return{secret_token:e||void 0,grace_period_hours:ze(t)}}function Vr({webhook:e,path:t,reload:n}){let[o,r]=m(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${Si} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${Kr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${Ti} webhook=${e} path=${t} onClose=${s} />`}`}function Si({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>M("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(V("The webhook is disabled."),n(),o())}return a`<${q} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function Ti({webhook:e,path:t,onClose:n}){let[o,r]=m(""),s=W(f=>M("DELETE",t,void 0,f)),i=X(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function c(f){f.preventDefault(),l&&await s.run()&&(V("The webhook is deleted."),Ne(v("")))}return a`<${q} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${c}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${Z} label=${a`Type its name to confirm: <${y}>${i}<//>`} value=${o} onInput=${r} />
      <${x} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function jr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${Ci(e)}</span></summary>
      <dl class="facts">
        <${k} name="URL, without its query"><code><${y}>${e.url}<//></code><//>
        <${k} name="Id"><${de} text=${e.webhook_id} what="the webhook's id" /><//>
        <${k} name="Message format">${ft[e.message_format]?.label??e.message_format}<//>
        <${k} name="Secret"><${Ei} webhook=${e} /><//>
        ${e.public_key&&a`<${k} name="Public key (ed25519)"><${de} text=${e.public_key} what="the public key" /><//>`}
        <${k} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${k} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${k} name="Made"><${w} at=${e.created_at} /><//>
        <${k} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${Oi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${te(e,"filter")} what="the filter" /></div>`}
      <${Vr} webhook=${e} path=${t} reload=${n} />
    </details>`}function Ci(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,ft[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function Oi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${v(C("event-types",e))} class="tag">${e}</a> `}function Ei({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function zr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Tn(t);return a`<section class=${`card situation ${n}`} aria-label="How it is doing">
    <div role="status"><${K} tone=${n}>${o}<//></div>
    <div>${Di[t.state](t,e)}</div>
    <dl class="facts">
      <${k} name="Waiting">${rt(t)}<//>
      ${t.oldest_waiting_at&&a`<${k} name="Oldest waiting"><${w} at=${t.oldest_waiting_at} show="ago" /><//>`}
      ${t.last_failure_at&&a`<${k} name="Last failure"><${w} at=${t.last_failure_at} show="ago" /><//>`}
      <${k} name="Last success"><${w} at=${t.last_success_at} show="ago" /><//>
    </dl>
  </section>`}var Di={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Gr(e)} ${en(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Gr(e)} ${en(e,"The next attempt is due")}
    </p>
    <${Kn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${en(e,"The next try is due")}
    </p>
    <${Kn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${en(e,"The next attempt is due")}
    </p>
    <${Kn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${y}>${Fi(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${Ri(t)}</p>`};function Kn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=Dt(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Gr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${rt(e)} deliveries wait.`:""}function en(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function Fi(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function Ri({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function Qr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(u=>I(n,{},u),[n]),r=o.data,[s,i]=m(0),l=ve(()=>i(u=>u+1),[]),c=Lt(l,[1500]),f=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>`;return o.failure?.status===404?a`${f}<${Mr} id=${t} name=${r?.name??t} path=${n} />`:a`${f}
    <${H} title=${r?r.name:"Webhook"} of=${r?Rt(r.url):t}>
      ${r&&a`<${Er} webhook=${r} path=${n} onSent=${c} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${Li} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${R} of=${o} what="the webhook" />`}`}function Li({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=O(),i=zt(t,s,n),{status:l,gone:c}=i.loaded.data??{},[f,u]=m(void 0),[$,p]=m(0),d=f?.of===e?Ni(e,f.status):e.status;function h(){o(),r()}return E(()=>{l&&(u({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),E(()=>{c&&r()},[c]),a`<p class="url"><${y}>${e.url}<//></p>
    <${zr} webhook=${{...e,status:d}} />
    <${jr} webhook=${e} path=${t} reload=${r} />
    <${Ar} path=${t} onEnd=${h} />
    <${Rr} path=${t} changes=${n+$} />
    <${Jt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>p(b=>b+1)}
      reload=${o}
    >
      <${Pr} webhook=${e} path=${t} />
    <//>`}function Ni(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function tn(e,t){let[n,o]=m(""),{wanted:r,others:s}=jt(e,t),i=r.length>0?r:s,l=i.find(c=>c.name===n)??i[0];return{offered:i,type:l,choose:o}}var Ii=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Jr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${Dn}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${pt(e,Se)||n}
      placeholder=${Ii}
      value=${e}
      onInput=${t}
    />
    ${o&&a`<${Mi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function pt(e,t){try{return t(e),""}catch(n){return`This is not JSON: ${n instanceof Error?n.message:n}`}}function Mi({path:e,filter:t,types:n,chosen:o}){let{offered:r,type:s,choose:i}=tn(o,n),[l,c]=m(void 0),f=ce(()=>(s&&te(n,n.indexOf(s),"example"))??"{}",[n,s]),u=l??f,$=pt(u,Le),p=[t,u,s?.name],d=W(T=>{let _={event_type:s?.name,event:Le(u)};return M("POST",`${e}/filter/try`,{filter:Se(t)??null,..._},T)},p),[h,b]=m(void 0);E(()=>b(void 0),p);function g(T){i(T),c(void 0)}return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${Ve} label="Event type" value=${s?.name} onChange=${g}>
        ${r.map(({name:T})=>a`<option key=${T} value=${T}>${T}</option>`)}
      <//>
    </div>
    <${Dn} label="Its payload" error=${$} value=${u} onInput=${c} />
    <button type="button" disabled=${d.busy||!s||!!($||pt(t,Se))}
      onClick=${async()=>b(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${h&&a`<${Ai} result=${h} />`}</div>
  </details>`}function Ai({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${K} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${K} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${y}>${`${o.operator} ${o.key}`}<//></code> <span class="muted"><${y}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Yr({draft:e,stored:t,change:n,error:o}){let r=j(),{headers:s,replaceHeaders:i}=e,l=Zt(e),c=l?`${l}: is given twice`:o;return a`<fieldset aria-describedby=${c?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${c&&a`<p class="error" id=${`${r}-error`}>${c}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(f=>a`<code key=${f} class="tag">${f}</code> `)}</p>
      <${ae} checked=${i} onChange=${f=>n({replaceHeaders:f})}>
        Replace all of them: their values have to be given again
      <//>`}
    ${(i||t.length===0)&&a`<${Pi} headers=${s} twice=${l} onChange=${f=>n({headers:f,replaceHeaders:!0})} />`}
  </fieldset>`}function Pi({headers:e,twice:t,onChange:n}){function o(r,s){n(e.map((i,l)=>l===r?{...i,...s}:i))}return a`${e.map((r,s)=>a`<div class="header-row" key=${s}>
        <input aria-label=${`Name of header ${s+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${r.name}
          aria-invalid=${t!==""&&r.name.trim()===t}
          onInput=${z(i=>o(s,{name:i}))} />
        <input aria-label=${`Value of header ${s+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${r.value}
          onInput=${z(i=>o(s,{value:i}))} />
        <button type="button" class="quiet" aria-label=${`Remove header ${s+1}`} onClick=${()=>n(e.filter((i,l)=>l!==s))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>n([...e,{name:"",value:""}])}>Add a header</button>`}function Zr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${it}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Wi(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Z}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${it}
      legend="Signature"
      value=${e.signing}
      choices=${Hi}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Hi=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Wi(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Xr({body:e,types:t,chosen:n,note:o,ready:r,noted:s}){let{offered:i,type:l,choose:c}=tn(n,Gt(t)),[f,u]=m(void 0),$=W(s(p=>{u(void 0);let d=e();return M("POST","/api/webhooks/test",{...d,event_type:l?.name},p)}));return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${Ve} label="Example of" value=${l?.name} onChange=${c}>
        ${i.map(({name:p})=>a`<option key=${p} value=${p}>${p}</option>`)}
      <//>
    </div>
    <button type="button" disabled=${$.busy||!r} onClick=${async()=>u(await $.run())}>${$.busy?"Trying …":"Try it"}</button>
    <${x} failure=${$.failure} />
    <div role="status" class="trial-result">${f&&a`<${Ui} tried=${f} />`}</div>
  </section>`}function Ui({tried:{attempt:e,request:t}}){let{text:n,todo:o}=pe(e),r=Me(e.status);return a`<p class="spaced">
      <${K} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${ne(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${En} sent=${t} file="request.txt" />
    </details>`}function es({types:e,draft:t,change:n,error:o}){let[r,s]=m(""),i=j(),l=e.data??[],c=Nt(l,r),f=t.types;function u($,p){let d=f.filter(h=>!$.includes(h));n({types:p?[...d,...$]:d})}return a`<fieldset aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Bi} chosen=${f} onRemove=${$=>u([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${z(s)} />
      </div>
      <${qi} known=${ji(l)} text=${t.pattern}
        onInput=${$=>n({pattern:$})}
        onAdd=${()=>n({types:He(t),pattern:""})} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${R} of=${e} what="the event types" />
      ${e.data&&c.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...It(c,Vi)].map(([$,p])=>a`<${Ki} key=${$} name=${$} members=${p} chosen=${f} set=${u} />`)}
    </div>
  </fieldset>`}function Bi({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function qi({known:e,text:t,onInput:n,onAdd:o}){let r=j();return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${t}
        onKeyDown=${s=>{s.key==="Enter"&&(s.preventDefault(),o())}}
        onInput=${z(n)} />
      <datalist id=${`${r}-known`}>${e.map(s=>a`<option key=${s} value=${s} />`)}</datalist>
      <button type="button" disabled=${!t.trim()} onClick=${o}>Add</button>
    </div>
  </div>`}function Ki({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=j();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${y}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${X(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<${ae} key=${l.name} title=${X(l.description)} checked=${n.includes(l.name)}
        onChange=${c=>o([l.name],c)}>${l.name}<//>`)}
  </div>`}function Vi(e){return e.family==="onefuzz"?e.name.split("_")[0]??e.name:st(e)}function ji(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function ns({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=m(()=>e?Wr(e):Hr),[i,l]=m(s),[c,f]=zi(),u=ke(),$=W(f(_=>n(i,s,_))),p=A(null),d=JSON.stringify(i)!==JSON.stringify(s),h=Tt("Leave the form? What you have changed is lost.",d),b=!pt(i.filter,Se)&&!Zt(i);E(()=>{c&&ts(p.current)},[c]);let g=_=>l(S=>({...S,..._}));async function T(_){if(_.preventDefault(),!b)return ts(p.current);let S=await $.run();S&&(h(),o(S))}return a`<form ref=${p} onSubmit=${T} novalidate>
    ${$.failure===c&&a`<${x} failure=${c} />`}
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Z} label="Name" value=${i.name} error=${oe(c,"name")} onInput=${_=>g({name:_})} />
      <${Z} label="URL" value=${i.url} error=${oe(c,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${_=>g({url:_})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${es} types=${u} draft=${i} change=${g} error=${oe(c,"event_types")} />
      <${Jr} value=${i.filter} error=${oe(c,"filter")} path=${t} types=${u.data??[]} chosen=${He(i)}
        onInput=${_=>g({filter:_})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${it} legend="Message format" value=${i.format} error=${oe(c,"message_format")}
        choices=${Object.entries(ft).map(([_,S])=>({value:_,...S}))}
        onChange=${_=>g({format:_})} />
      <${Zr} draft=${i} webhook=${e} change=${g} error=${oe(c,"secret_token")} signingError=${oe(c,"signing")} />
      <${Yr} draft=${i} stored=${e?.headers??[]} change=${g} error=${oe(c,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Z} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${oe(c,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${_=>g({inFlight:_})} />
        <${Z} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${oe(c,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${_=>g({rate:_})} />
      </div>
    </section>
    </div>
    <${Xr} body=${()=>Gi(i)} ready=${b} types=${u.data??[]} chosen=${He(i)} noted=${f}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Gi(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Yt({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function zi(){let[e,t]=m(void 0);return[e,o=>async r=>{t(void 0);try{return await o(r)}catch(s){let i=Re(s);throw t(i),i}}]}function ts(e){let t=e?.querySelector('[aria-invalid="true"]');t instanceof HTMLElement&&t.focus()}function os(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${v("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${ss}
      done="The webhook is made."
      cancelTo=${v("")}
      save=${(e,t,n)=>M("POST","/api/webhooks",Yt(e),n)}
    />`}function rs({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=L(i=>I(n,{},i),[n]),r=o.data,s=v(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${v("")}>Overview</a>
      <a href=${s}><${y}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${ss}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,c)=>M("PATCH",n,Ur(i,l),c)}
        />`:a`<${R} of=${o} what="the webhook" />`}`}function ss({done:e,...t}){let[n,o]=m(void 0);function r(s){V(e),Ne(v(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Xt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${ns} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var as=[{pattern:"",view:br,part:""},{pattern:"failures",view:lr,part:"failures"},{pattern:"events",view:ar,part:"events"},{pattern:"events/:event",view:ir,part:"events"},{pattern:"new-webhook",view:os,part:""},{pattern:"webhooks/:webhook/edit",view:rs,part:""},{pattern:"webhooks/:webhook",view:Qr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Jo,part:""},{pattern:"event-types",view:nr,part:"event-types"},{pattern:"event-types/:name",view:or,part:"event-types"}],nn=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function is(){return F(et)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{Eo(),V("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${St}>Enter a key</button>`}function ls(){let{wanted:e,refused:t}=F(Xe);return e?a`<${Qi} refused=${t} />`:null}function Qi({refused:e}){let[t,n]=m(""),[o,r]=m(!1);function s(i){i.preventDefault(),t.trim()&&Oo(t,o)}return a`<${q} title="Key" onClose=${wn}>
    <form onSubmit=${s}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${Z} label="Key" value=${t} error=${e?"The relay refuses the key that was given.":""}
        input=${{type:"password",autofocus:!0}} onInput=${n} />
      <${ae} checked=${o} onChange=${r}>Keep it until this tab is closed<//>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!t.trim()}>Use this key</button>
        <button type="button" onClick=${wn}>Go on without</button>
      </div>
    </form>
  <//>`}var cs="relay-shortcuts",jn="g",us=[{keys:"/",does:"move to the search field",act:Ji},...nn.map(({path:e,label:t,key:n})=>({keys:`${jn} ${n}`,does:t.toLowerCase(),act:()=>Ne(v(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>fe.set(!fe.value)},{keys:"?",does:"this help",act:zn}],Gn=new B(!1);function zn(){Gn.set(!0)}function Ji(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function ds(){let e=F(Gn),t=F(Qn);return e?a`<${q} title="Keyboard" onClose=${()=>Gn.set(!1)}>
    <dl class="keys">
      ${us.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <${ae} checked=${t} onChange=${Yi}>Keys of one letter work outside of fields<//>
  <//>`:null}var Qn=new B(Ue("localStorage",cs)!=="off");function Yi(e){Qn.set(e),ge("localStorage",cs,e?"on":"off")}var Vn=!1;document.addEventListener("keydown",e=>{if(!Zi(e))return;let t=Vn?[`${jn} ${e.key}`,e.key]:[e.key];Vn=e.key===jn&&!Vn;let n=us.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Zi(e){return e.ctrlKey||e.metaKey||e.altKey||!Qn.value?!1:!Xi(e.target)&&!document.querySelector("dialog[open]")}function Xi(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var Jn=6e4,el=3*Jn,tl={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function fs({part:e,children:t}){return rl(),a`
    <a class="skip" href="#main" onClick=${nl}>Skip to the content</a>
    <${al} />
    <header class="top">
      <a class="brand" href=${v("")}><${ol} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${nn.map(n=>a`<a key=${n.path} href=${v(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${sl} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${qo} />
      <${is} />
      <button type="button" class="quiet" onClick=${zn}>Keyboard help</button>
    </footer>
    <${ls} />
    <${ds} />
    <${Ho} />
  `}function nl(e){e.preventDefault(),document.getElementById("main")?.focus()}function ol(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function rl(){E(()=>{let e=new AbortController,t=!1;async function n(){let r=Wt.value,s=r&&Date.now()-r.at<Jn;t||document.hidden||s||Q.value.path===""||(t=!0,await Ut(e.signal).catch(()=>{}),t=!1)}n();let o=setInterval(n,Jn/4);return()=>{e.abort(),clearInterval(o)}},[])}function sl(){let e=F(Wt),t=F(ot);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>el?tl:Bt(e.health);return a`<a class="relay" href=${v("")} title=${r}><${K} tone=${n}>${o}<//></a>`}function al(){let e=F(Be),[t,n]=m(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return E(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function il(e){for(let t of as){let n=Io(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function ll(){let{path:e}=F(Q),t=il(e);return a`<${fs} part=${t?.route.part}>
    <${cl} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${ul} />`}
    <//>
  <//>`}function cl({children:e}){let[t]=So(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function ul(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${v("")}>To the overview</a></p><//>`}var Yn=document.getElementById("app");Yn&&(Yn.textContent="",ko(a`<${ll} />`,Yn));
